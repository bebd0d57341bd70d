package dev.deltamill.compiler.query;

import dev.deltamill.compiler.definition.Definition;
import dev.deltamill.compiler.typing.Finding;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Relation;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A definition whose query is understood.
 *
 * @param query its fields are the stream table's columns, by name and in order
 * @param findings why no delta can be exact; empty where nothing stands against one
 * @param sources every table that the query reads, stream tables among them
 * @param upstream the stream tables among the sources
 * @param views those whose queries stand in the query now, each with the tables that it reads
 * @param notices what the user is told although nothing is wrong
 */
public record AnalyzedDefinition(
    Definition definition,
    Relation query,
    List<Finding> findings,
    SortedSet<QualifiedName> sources,
    SortedSet<QualifiedName> upstream,
    SortedMap<QualifiedName, Set<QualifiedName>> views,
    List<Diagnostic> notices) {
  public AnalyzedDefinition {
    findings = List.copyOf(findings);
    sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
    upstream = Collections.unmodifiableSortedSet(new TreeSet<>(upstream));
    views = Collections.unmodifiableSortedMap(new TreeMap<>(views));
    notices = List.copyOf(notices);
  }
}
