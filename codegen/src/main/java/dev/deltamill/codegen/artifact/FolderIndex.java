package dev.deltamill.codegen.artifact;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What lies in an artifact folder, {@code deltamill.json}.
 *
 * @param definitions in dependency order
 * @param captures in order of their paths
 */
record FolderIndex(List<Definition> definitions, List<Capture> captures) {
  static final String FILE = "deltamill.json";
  static final String MANIFEST = "manifest.json";

  /** A definition and the hash of its manifest. */
  record Definition(QualifiedName name, String sha256) {
    String path() {
      return ArtifactSet.folder(name) + "/" + MANIFEST;
    }
  }

  /** A capture file and its hash. */
  record Capture(String path, String sha256) {}

  static FolderIndex of(ArtifactSet set) {
    List<Definition> definitions =
        set.manifests().stream()
            .map(manifest -> new Definition(manifest.name(), Hashes.sha256(ManifestJson.write(manifest))))
            .toList();
    SortedMap<String, String> captures = new TreeMap<>();
    for (Manifest manifest : set.manifests()) {
      for (Phase phase : manifest.phases(Phase.Kind.CAPTURE)) {
        captures.put(ArtifactSet.path(manifest, phase), phase.sha256());
      }
    }
    return new FolderIndex(
        definitions,
        captures.entrySet().stream().map(entry -> new Capture(entry.getKey(), entry.getValue())).toList());
  }

  String write() {
    return JsonText.block()
            .number("format", Hashes.FORMAT)
            .objects(
                "definitions",
                definitions,
                definition ->
                    JsonText.line().text("name", definition.name().sql()).text("manifest", definition.sha256()))
            .objects(
                "captures",
                captures,
                capture -> JsonText.line().text("file", capture.path()).text("sha256", capture.sha256()))
        + "\n";
  }

  static FolderIndex read(String file, String json) {
    return JsonReader.read(
        file,
        json,
        reader ->
            new FolderIndex(
                reader.objects("definitions", entry -> new Definition(entry.name("name"), entry.sha256("manifest"))),
                reader.objects("captures", entry -> new Capture(capturePath(entry), entry.sha256("sha256")))));
  }

  private static String capturePath(JsonReader entry) {
    String path = entry.text("file");
    if (!path.matches("capture/[^/\\\\]+\\.sql")) {
      throw entry.damaged("\"" + path + "\" is no capture file");
    }
    return path;
  }
}
