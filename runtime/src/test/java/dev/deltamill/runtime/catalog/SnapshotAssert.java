package dev.deltamill.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.catalog.CatalogJson;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares snapshots and shows the few lines that differ: half a megabyte is read by nobody. */
final class SnapshotAssert {
  private static final int LINES = 20;

  private SnapshotAssert() {}

  static void assertSame(CatalogSnapshot actual, CatalogSnapshot expected) {
    assertSameText(CatalogJson.write(actual), CatalogJson.write(expected));
    assertThat(actual.equals(expected)).as("equal values").isTrue();
  }

  static void assertSameText(String actual, String expected) {
    assertThat(missingFrom(expected, actual)).as("missing lines").isEmpty();
    assertThat(missingFrom(actual, expected)).as("unexpected lines").isEmpty();
    assertThat(actual.equals(expected)).as("the same lines in the same order").isTrue();
  }

  private static List<String> missingFrom(String text, String other) {
    Set<String> known = other.lines().collect(Collectors.toSet());
    return text.lines().filter(line -> !known.contains(line)).limit(LINES).toList();
  }
}
