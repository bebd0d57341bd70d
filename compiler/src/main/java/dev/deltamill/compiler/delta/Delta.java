package dev.deltamill.compiler.delta;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/**
 * The delta of a relation as a sum of terms, so that at run time only the terms of sources that changed are computed.
 *
 * @param terms their union (adding weights) is the delta; none where the relation never changes
 */
public record Delta(List<Term> terms) {
  public Delta {
    terms = List.copyOf(terms);
  }

  /**
   * One summand.
   *
   * @param name which input's changes it follows, for names of phases
   * @param relation a Z-set
   * @param triggers the term is empty unless one of these sources changed
   * @param rule the rule that made it
   * @param law what it computes
   */
  public record Term(String name, Relation relation, SortedSet<QualifiedName> triggers, String rule, String law) {
    public Term withRelation(Relation replaced) {
      return new Term(name, replaced, triggers, rule, law);
    }
  }

  /** The delta with every term's relation replaced: what a linear operator does. */
  Delta map(UnaryOperator<Relation> operator) {
    return new Delta(terms.stream().map(term -> term.withRelation(operator.apply(term.relation()))).toList());
  }
}
