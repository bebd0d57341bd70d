package dev.deltamill.runtime;

import dev.deltamill.codegen.artifact.Hashes;
import dev.deltamill.codegen.artifact.ManifestJson;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A stream table as it is installed.
 *
 * @param generation changes with every install
 * @param texts by name of the phase, those of captures too
 */
record Installed(Manifest manifest, String generation, Map<String, String> texts) {
  Installed {
    texts = Map.copyOf(texts);
  }

  /** As SQL text: the key in every table of our catalog. */
  String name() {
    return manifest.name().sql();
  }

  /**
   * @throws Problem when the text is not the one that was compiled
   */
  String text(Phase phase) {
    return checked(name(), phase, texts.get(phase.name()));
  }

  /**
   * @throws Problem when any text is not the one that was compiled
   */
  void check() {
    manifest.phases().forEach(this::text);
  }

  static String checked(String name, Phase phase, @org.jspecify.annotations.Nullable String text) {
    if (text == null || !Hashes.sha256(text).equals(phase.sha256())) {
      throw new Problem(
          Problem.Code.TAMPERED_ARTIFACT,
          "%s: the text of phase %s %s"
              .formatted(name, phase.name(), text == null ? "is missing" : "is not the one that was compiled (hash differs)"),
          "Compile the definitions again and apply them; nothing of this set was executed.");
    }
    return text;
  }

  /** The only phase of a kind. */
  String text(Phase.Kind kind) {
    return text(manifest.phases(kind).getFirst());
  }

  /** All that is installed, upstream first. */
  static List<Installed> all(Session session) throws SQLException {
    Map<String, Map<String, String>> texts = new HashMap<>();
    session.query(
        "SELECT stream_table, phase, text FROM deltamill.artifact",
        row ->
            texts
                .computeIfAbsent(row.getString(1), _ -> new HashMap<>())
                .put(row.getString(2), row.getString(3)));
    List<Installed> installed = new ArrayList<>();
    session.query(
        "SELECT name, generation, manifest FROM deltamill.stream_table ORDER BY name",
        row -> {
          String name = row.getString(1);
          Manifest manifest = ManifestJson.read(name + "/manifest.json", row.getString(3));
          return installed.add(new Installed(manifest, row.getString(2), texts.getOrDefault(name, Map.of())));
        });
    return Dependencies.upstreamFirst(installed, Installed::manifest);
  }
}
