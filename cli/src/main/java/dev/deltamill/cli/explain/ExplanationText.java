package dev.deltamill.cli.explain;

import dev.deltamill.cli.Summaries;
import dev.deltamill.cli.terminal.Style;
import dev.deltamill.codegen.sql.IndexSql;
import dev.deltamill.ir.artifact.IndexSupport;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.plan.SafetyClass;
import java.util.List;

/** An explanation for a terminal. */
final class ExplanationText {
  private final Explained explained;
  private final Style style;

  ExplanationText(Explained explained, Style style) {
    this.explained = explained;
    this.style = style;
  }

  String of(Manifest manifest) {
    StringBuilder out = new StringBuilder();
    out.append(style.bold(manifest.name().sql())).append("  ").append(safety(manifest.safety()));
    out.append("  refreshes by ").append(Summaries.refresh(manifest));
    out.append(", schedule ").append(manifest.schedule().text()).append('\n');
    manifest.reasons().forEach(reason -> out.append("  ").append(style.doubtful("! ")).append(reason).append('\n'));
    out.append("\nReads\n");
    for (Manifest.SourceFingerprint source : manifest.sources()) {
      out.append("  ").append(source.table()).append(source.streamTable() ? " (stream table)" : "");
      List<String> columns = source.columns().stream().map(column -> column.name().sql()).toList();
      out.append(": ").append(String.join(", ", columns)).append('\n');
      out.append("    a change costs ").append(Explained.cost(manifest, source)).append('\n');
    }
    indexes(manifest, out);
    out.append("\nOperators\n");
    tree(manifest.explanation(), "  ", "  ", out);
    out.append("\nPhases\n");
    for (Phase phase : manifest.phases()) {
      phase(manifest, phase, out);
    }
    return out.toString();
  }

  private void indexes(Manifest manifest, StringBuilder out) {
    List<IndexSupport> wanted = explained.wanted(manifest);
    if (wanted.isEmpty()) {
      return;
    }
    out.append("\nIndexes that the phases look rows up by\n");
    for (IndexSupport index : wanted) {
      out.append("  ").append(index.wanted().on()).append("  ");
      out.append(
          switch (index.state()) {
            case EXISTS -> style.good("exists") + ": " + index.index();
            case MISSING -> style.doubtful("missing") + ": " + IndexSql.create(index.wanted()) + ";";
            case UNKNOWN -> style.dim("not looked for: " + IndexSql.create(index.wanted()) + ";");
          });
      out.append('\n');
    }
  }

  private void tree(Explanation node, String first, String rest, StringBuilder out) {
    out.append(first).append(node.operator()).append("  ").append(safety(node.safety())).append('\n');
    boolean leaf = node.inputs().isEmpty();
    if (!node.reason().isEmpty()) {
      out.append(rest).append(leaf ? "  " : "│ ").append(style.dim(node.reason())).append('\n');
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      boolean last = i == node.inputs().size() - 1;
      tree(node.inputs().get(i), rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "), out);
    }
  }

  private void phase(Manifest manifest, Phase phase, StringBuilder out) {
    out.append("  ").append(style.bold(phase.name())).append("  ").append(style.dim(phase.sha256())).append('\n');
    if (!phase.rule().isEmpty()) {
      out.append("    ").append(phase.rule()).append(": ").append(phase.law());
      List<String> triggers = phase.triggers().stream().map(QualifiedName::sql).toList();
      out.append(triggers.isEmpty() ? "" : "; when " + String.join(" or ", triggers) + " changed").append('\n');
    }
    if (explained.sql()) {
      explained.set().text(manifest, phase).lines().forEach(line -> out.append(line.isEmpty() ? "" : "      ").append(line).append('\n'));
      out.append('\n');
    }
  }

  private String safety(SafetyClass safety) {
    return switch (safety) {
      case DIFF_SAFE -> style.good(safety.name());
      case ROW_ID_SENSITIVE -> style.doubtful(safety.name());
      case FULL_ONLY -> style.bad(safety.name());
    };
  }
}
