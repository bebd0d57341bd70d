package dev.deltamill.codegen.phase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.codegen.Codegen;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupedMergeTest {

  /** 1.00 becomes 1.0: as many values came as left, and the largest looks different. So every value that changed may have been the extreme. */
  @Test
  void anExtremeOfUnknownScaleIsDoubtedByEveryChangeOfItsValue() {
    assertThat(apply(Plans.maximum(SqlType.NUMERIC)))
        .contains("max(n.__max_x) FILTER (WHERE n.__count > 0) AS __max_x_came,\n      max(n.__max_x) AS __max_x_left\n");
  }

  /** Of values that look the same, those that came make up for those that left. */
  @Test
  void anExtremeOfOneImageIsDoubtedWhenItLeft() {
    assertThat(apply(Plans.maximum(SqlType.INTEGER)))
        .contains("max(n.__max_x) FILTER (WHERE n.__count < 0) AS __max_x_left\n");
  }

  /** A group whose largest value is replaced by one as large or larger need not be read. */
  @Test
  void anExtremeIsNotDoubtedWhenOneAsGoodCame() {
    assertThat(apply(Plans.maximum(SqlType.INTEGER)))
        .contains("c.__max_x_left >= s.__max_x AND (c.__max_x_came >= c.__max_x_left) IS NOT TRUE");
    assertThat(apply(Plans.maximum(SqlType.NUMERIC))).contains("c.__max_x_left >= s.__max_x OR c.__max_x_came >= s.__max_x");
  }

  private static String apply(MaintenancePlan plan) {
    String text = Codegen.generate(List.of(plan), "1.2.3").files().get("public.top/apply.sql");
    assertThat(text).isNotNull();
    return text;
  }
}
