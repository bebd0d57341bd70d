package dev.deltamill.compiler.query;

import dev.deltamill.compiler.syntax.QuerySyntax.Occurrence;
import dev.deltamill.compiler.syntax.Source;
import dev.deltamill.compiler.typing.Finding;
import dev.deltamill.ir.name.QualifiedName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a query reads, through views and recursive WITH queries down to tables.
 *
 * @param tables every table, stream tables among them
 * @param upstream the stream tables
 * @param views each with the tables that it reads
 * @param findings why nothing that reads these has an exact delta
 */
record QuerySources(
    SortedSet<QualifiedName> tables, SortedSet<QualifiedName> upstream, SortedMap<QualifiedName, Set<QualifiedName>> views, Set<Finding> findings) {

  static QuerySources of(Collection<Occurrence> occurrences) {
    QuerySources read = new QuerySources(new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), new LinkedHashSet<>());
    occurrences.forEach(occurrence -> read.add(occurrence.source()));
    return read;
  }

  private void add(Source source) {
    findings.addAll(source.findings());
    if (source.view().isPresent()) {
      Source.View view = source.view().get();
      tables.addAll(view.sources());
      upstream.addAll(view.upstream());
      views.putAll(view.views());
    } else {
      tables.add(source.name());
      if (source.streamTable()) {
        upstream.add(source.name());
      }
    }
  }
}
