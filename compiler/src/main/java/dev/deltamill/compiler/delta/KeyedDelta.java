package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The universal rule for a keyed operator f, one whose output for a key depends only on the input rows with that key:
 *
 * <pre>
 *   K = keys in Δinput
 *   Δf = f(after(input) where key ∈ K) − f(before(input) where key ∈ K)
 * </pre>
 *
 * <p>Exact: for a key outside K the input bag is the same before and after, so f contributes the same rows to both and they cancel; for a key in K
 * both results are computed in full. Holds whatever f is, since it never looks inside; costs O(rows of the affected keys).
 *
 * <p>The counter-example next door: f over the un-netted union of {@code after} and negated changes. A max there still sees the row that the
 * change cancels. Hence {@link Relation.Net} under the second f.
 */
final class KeyedDelta {
  private KeyedDelta() {}

  /**
   * @param operator f, applied to a bag with the input's fields
   * @param input the operator's input, after
   * @param before the operator's input before, as a Z-set
   * @param key positions of the key in the input; none means that the whole input is one key
   * @param keys K, each key once
   * @return the delta of f's output
   */
  static Relation derive(
      UnaryOperator<Relation> operator,
      Relation input,
      Relation before,
      List<Integer> key,
      Relation keys,
      Restriction restriction) {
    List<Expression.Column> columns = key.stream().map(input::column).toList();
    Relation affectedAfter = key.isEmpty() ? input : restriction.restrict(input, columns, keys);
    Relation affectedBefore = key.isEmpty() ? before : restriction.restrict(before, columns, keys);
    return new Relation.UnionAll(
        List.of(
            ZSets.lift(operator.apply(affectedAfter)),
            ZSets.liftNegated(operator.apply(new Relation.Net(affectedBefore)))));
  }
}
