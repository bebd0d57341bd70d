package dev.deltamill.golden.cases;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Explanation;
import java.util.List;
import java.util.stream.Collectors;

/** What there is to explain about a case: operators with class and reason, phases with rule and law. Hashes are in the manifest. */
final class Explain {
  private Explain() {}

  static String text(ArtifactSet set) {
    return set.manifests().stream().map(Explain::text).collect(Collectors.joining("\n"));
  }

  private static String text(Manifest manifest) {
    StringBuilder out = new StringBuilder();
    out.append(manifest.name().sql()).append(": ").append(manifest.safety());
    out.append(manifest.differential() ? ", refreshes by DIFF\n" : ", refreshes by FULL\n");
    manifest.reasons().forEach(reason -> out.append("  because ").append(reason).append('\n'));
    out.append("operators\n");
    tree(manifest.explanation(), "  ", out);
    out.append("phases\n");
    for (Phase phase : manifest.phases()) {
      out.append("  ").append(phase.name()).append('\n');
      if (!phase.rule().isEmpty()) {
        out.append("    ").append(phase.rule()).append(": ").append(phase.law()).append('\n');
      }
      if (phase.kind() == Phase.Kind.DELTA) {
        List<String> triggers = phase.triggers().stream().map(QualifiedName::sql).toList();
        out.append("    when ").append(triggers.isEmpty() ? "anything" : String.join(" or ", triggers)).append(" changed\n");
      }
    }
    return out.toString();
  }

  private static void tree(Explanation node, String indent, StringBuilder out) {
    out.append(indent).append(node.operator()).append(": ").append(node.safety()).append('\n');
    if (!node.reason().isEmpty()) {
      out.append(indent).append("  · ").append(node.reason()).append('\n');
    }
    node.inputs().forEach(input -> tree(input, indent + "  ", out));
  }
}
