package dev.deltamill.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A refusal more, one less and one for another reason show. */
class RefusalsTest {
  private static final Refusals KNOWN = Refusals.parse("# head\na.json a: DM1201 one thing\nb.json b: DM1203 other: thing\n");

  @Test
  void keepsItsForm() {
    assertThat(KNOWN.reasons()).containsEntry("b.json b", "DM1203 other: thing").hasSize(2);
    assertThat(Refusals.parse(KNOWN.text())).isEqualTo(KNOWN);
  }

  @Test
  void tellsWhatChanged() {
    assertThat(KNOWN.differences(KNOWN)).isEmpty();
    assertThat(KNOWN.differences(Refusals.parse("a.json a: DM1201 in other words\nb.json b: DM1204 x\nc.json c: DM1201 y\n")))
        .containsExactly("b.json b is refused because of DM1204 x and not DM1203 other: thing", "c.json c is refused: DM1201 y");
    assertThat(KNOWN.differences(Refusals.parse("a.json a: DM1201 one thing\n"))).containsExactly("b.json b is no longer refused");
  }
}
