package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.relation.Relation;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator of queries has a delta rule in a class of its own, and the rule a test. */
class RuleCompletenessTest {
  /** Kinds of relation that only deltas hold, and what stands inside a recursion only, which is derived as a whole. */
  private static final Set<Class<? extends Relation>> WITHOUT_RULE =
      Set.of(
          Relation.Changes.class, Relation.Before.class, Relation.Working.class, Relation.Net.class, Relation.Shared.class, Relation.Iteration.class);

  static Stream<String> operators() {
    return Arrays.stream(Relation.class.getPermittedSubclasses())
        .filter(kind -> !WITHOUT_RULE.contains(kind))
        .map(Class::getSimpleName);
  }

  @ParameterizedTest
  @MethodSource("operators")
  void hasARuleAndATest(String operator) {
    String rule = getClass().getPackageName() + "." + operator + "Delta";
    assertThat(exists(rule)).as("rule " + rule).isTrue();
    assertThat(exists(rule + "Test")).as("test " + rule + "Test").isTrue();
  }

  private static boolean exists(String name) {
    try {
      Class.forName(name, false, RuleCompletenessTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
