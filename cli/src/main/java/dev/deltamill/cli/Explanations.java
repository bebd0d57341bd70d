package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Json;
import dev.deltamill.cli.terminal.Style;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.plan.SafetyClass;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Definitions explained: operators with class and reason, phases with hash and SQL. */
final class Explanations {
  private final ArtifactSet set;
  private final boolean sql;
  private final Style style;

  Explanations(ArtifactSet set, boolean sql, Style style) {
    this.set = set;
    this.sql = sql;
    this.style = style;
  }

  static String refresh(Manifest manifest) {
    return manifest.differential() ? "DIFF" : "FULL";
  }

  String text(Manifest manifest) {
    StringBuilder out = new StringBuilder();
    out.append(style.bold(manifest.name().sql())).append("  ").append(safety(manifest.safety()));
    out.append("  refreshes by ").append(refresh(manifest));
    out.append(", schedule ").append(manifest.schedule().text()).append('\n');
    manifest.reasons().forEach(reason -> out.append("  ").append(style.doubtful("! ")).append(reason).append('\n'));
    out.append("\nReads\n");
    for (Manifest.SourceFingerprint source : manifest.sources()) {
      out.append("  ").append(source.table()).append(source.streamTable() ? " (stream table)" : "");
      List<String> columns = source.columns().stream().map(column -> column.name().sql()).toList();
      out.append(": ").append(String.join(", ", columns)).append('\n');
    }
    out.append("\nOperators\n");
    tree(manifest.explanation(), "  ", "  ", out);
    out.append("\nPhases\n");
    for (Phase phase : manifest.phases()) {
      phase(manifest, phase, out);
    }
    return out.toString();
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
    if (sql) {
      set.text(manifest, phase).lines().forEach(line -> out.append(line.isEmpty() ? "" : "      ").append(line).append('\n'));
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

  ObjectNode json(Manifest manifest) {
    ObjectNode json = summary(manifest);
    json.set("sources", Json.texts(manifest.sources(), source -> source.table().sql()));
    json.set("operators", tree(manifest.explanation()));
    json.set(
        "phases",
        Json.array(
            manifest.phases(),
            phase -> {
              ObjectNode node = Json.object();
              node.put("name", phase.name());
              node.put("kind", phase.kind().name().toLowerCase(Locale.ROOT));
              node.put("sha256", phase.sha256());
              node.set("triggers", Json.texts(phase.triggers(), QualifiedName::sql));
              node.put("rule", phase.rule());
              node.put("law", phase.law());
              if (sql) {
                node.put("sql", set.text(manifest, phase));
              }
              return node;
            }));
    return json;
  }

  /** What compile tells of a definition. */
  static ObjectNode summary(Manifest manifest) {
    ObjectNode json = Json.object();
    json.put("name", manifest.name().sql());
    json.put("safety", manifest.safety().name());
    json.put("refresh", refresh(manifest));
    json.put("schedule", manifest.schedule().text());
    json.set("reasons", Json.texts(manifest.reasons(), reason -> reason));
    json.set("dependsOn", Json.texts(manifest.dependsOn(), QualifiedName::sql));
    return json;
  }

  private static ObjectNode tree(Explanation node) {
    ObjectNode json = Json.object();
    json.put("operator", node.operator());
    json.put("safety", node.safety().name());
    json.put("reason", node.reason());
    json.set("inputs", Json.array(node.inputs(), Explanations::tree));
    return json;
  }
}
