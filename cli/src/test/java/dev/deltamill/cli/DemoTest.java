package dev.deltamill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final List<String> TABLES =
      List.of(
          "q01_pricing_summary",
          "q03_shipping_priority",
          "q05_local_supplier_volume",
          "q06_forecasting_revenue_change",
          "q10_returned_items",
          "q12_shipping_modes",
          "brand_sales",
          "order_value",
          "nation_revenue",
          "segment_revenue");

  @TempDir private Path folder;

  @Test
  void showsThatEveryStreamTableEqualsItsQuery() {
    Cli.Outcome outcome = Cli.plain().run("demo", "--scale", "0.005", "--rounds", "2", "--dir", folder);
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    for (String table : TABLES) {
      assertThat(outcome.out().lines().filter(line -> line.startsWith(table + " ")))
          .singleElement()
          .asString()
          .containsPattern("(DIFF_SAFE|ROW_ID_SENSITIVE) .* yes$");
    }
    // What was refreshed in another way than by DIFF is remarked upon.
    assertThat(outcome.out()).doesNotContain("! ").contains("Round 2: ").contains("all equal");
    assertThat(outcome.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(folder.resolve("artifacts/public.q05_local_supplier_volume/apply.sql")).exists();
    assertThat(folder.resolve("catalog.json")).exists();
  }
}
