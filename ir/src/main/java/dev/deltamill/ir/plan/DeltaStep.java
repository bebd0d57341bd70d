package dev.deltamill.ir.plan;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Relation;
import java.util.SortedSet;

/**
 * One phase of the delta: the rows of a relation are added to a work table.
 *
 * @param name short, unique within the plan, fit for a file name, for example {@code orders}
 * @param target name of the work table
 * @param relation what to add; its fields are the work table's
 * @param triggers the sources whose changes make this step necessary: it runs when any of them changed
 * @param rule the delta rule, for example {@code join term}
 * @param law what the rule computes, in the notation of the design: {@code after(a) ⋈ Δb ⋈ before(c)}
 */
public record DeltaStep(
    String name, String target, Relation relation, SortedSet<QualifiedName> triggers, String rule, String law) {}
