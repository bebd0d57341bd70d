package dev.deltamill.compiler.syntax;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.compiler.typing.Finding;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A relation that a query may read.
 *
 * @param key positions of a key, empty where it has none
 * @param streamTable whether it is defined beside the query rather than in the catalog
 * @param findings why nothing that reads it has an exact delta; empty for most
 * @param view what it is computed from, where it is a view
 */
public record Source(
    QualifiedName name, List<Field> fields, List<Integer> key, boolean streamTable, List<Finding> findings, Optional<View> view) {
  public Source {
    fields = List.copyOf(fields);
    key = List.copyOf(key);
    findings = List.copyOf(findings);
  }

  /**
   * A view's query, which stands wherever the view is named.
   *
   * @param query its fields are the view's columns
   * @param sources every table that it reads, stream tables among them
   * @param upstream the stream tables among the sources
   * @param views the view itself and those that it reads, each with the tables that it reads, through other views too
   */
  public record View(
      Relation query, Set<QualifiedName> sources, Set<QualifiedName> upstream, Map<QualifiedName, Set<QualifiedName>> views) {
    public View {
      sources = Set.copyOf(sources);
      upstream = Set.copyOf(upstream);
      views = Map.copyOf(views);
    }
  }

  public static Source table(QualifiedName name, List<Field> fields, List<Integer> key) {
    return new Source(name, fields, key, false, List.of(), Optional.empty());
  }

  public static Source streamTable(QualifiedName name, List<Field> fields) {
    return new Source(name, fields, List.of(), true, List.of(), Optional.empty());
  }

  public static Source view(QualifiedName name, View view, List<Finding> findings) {
    return new Source(name, view.query().fields(), List.of(), false, findings, Optional.of(view));
  }

  /** This source, of which there is no telling what changed. */
  public Source without(Finding finding) {
    return new Source(name, fields, key, streamTable, List.of(finding), view);
  }
}
