package dev.deltamill.codegen.artifact;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Manifest.ColumnType;
import dev.deltamill.ir.artifact.Manifest.SourceFingerprint;
import dev.deltamill.ir.artifact.Manifest.ViewFingerprint;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Access;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.plan.RefreshMode;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.plan.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Artifacts with a bit of everything. */
final class Samples {
  private Samples() {}

  static Manifest manifest(String name, String... sources) {
    QualifiedName self = QualifiedName.of("public", name);
    List<Phase> phases = new ArrayList<>();
    for (String source : sources) {
      phases.add(phase("capture/public." + source, Phase.Kind.CAPTURE, "capture " + source));
    }
    phases.add(phase("storage", Phase.Kind.STORAGE, name + " storage"));
    int number = 1;
    for (String source : sources) {
      phases.add(
          new Phase(
              "delta/0%d-%s".formatted(number++, source),
              Phase.Kind.DELTA,
              Hashes.sha256(text(name + " delta " + source)),
              List.of(QualifiedName.of("public", source), QualifiedName.of("Sales \"EU\"", "a.b")),
              "join term",
              "after(a) ⋈ Δb"));
    }
    phases.add(phase("drop", Phase.Kind.DROP, name + " drop"));
    return new Manifest(
        1,
        "0.1.0",
        self,
        18,
        SafetyClass.ROW_ID_SENSITIVE,
        RefreshMode.AUTO,
        true,
        new Schedule.Interval(Duration.ofSeconds(90), "1m 30s"),
        QualifiedName.of("deltamill", name),
        List.of(QualifiedName.of("deltamill", name + "__delta")),
        List.of(
            new ColumnType(new Identifier("Größe \"x\""), "numeric(10,2)"),
            new ColumnType(new Identifier("order"), "character varying(3)[]")),
        List.of("DM1302 now() is stable"),
        Arrays.stream(sources)
            .map(
                source ->
                    new SourceFingerprint(
                        QualifiedName.of("public", source),
                        false,
                        QualifiedName.of("public", source),
                        QualifiedName.of("deltamill", source + "__changes"),
                        "capture/public." + source,
                        source.startsWith("o"),
                        List.of(new ColumnType(new Identifier("id"), "bigint"))))
            .toList(),
        List.of(
            new ViewFingerprint(
                QualifiedName.of("public", "seen \"by\" all"),
                Hashes.sha256("SELECT 1"),
                List.of(QualifiedName.of("public", "upstream")))),
        List.of(QualifiedName.of("public", "upstream")),
        List.of(new Identifier("public"), new Identifier("Other, schema")),
        phases,
        List.of(
            new Manifest.Read(
                "delta/01-orders",
                new Access(QualifiedName.of("public", "line.items"), List.of(new Identifier("Größe \"x\""), new Identifier("order"))),
                List.of(QualifiedName.of("public", "orders"))),
            new Manifest.Read("recompute", new Access(QualifiedName.of("public", "orders"), List.of()), List.of())),
        new Explanation(
            "GROUP BY a",
            SafetyClass.DIFF_SAFE,
            "sums\nand \"counts\"",
            List.of(new Explanation("scan of a\t", SafetyClass.ROW_ID_SENSITIVE, "", List.of()))));
  }

  private static Phase phase(String name, Phase.Kind kind, String content) {
    return new Phase(name, kind, Hashes.sha256(text(content)), List.of(), "", "");
  }

  static String text(String content) {
    return "-- " + content + " ∑\nSELECT 1;\n";
  }

  static ArtifactSet set(Manifest... manifests) {
    SortedMap<String, String> files = new TreeMap<>();
    for (Manifest manifest : manifests) {
      files.put(ArtifactSet.folder(manifest.name()) + "/manifest.json", ManifestJson.write(manifest));
      for (Phase phase : manifest.phases()) {
        String content =
            switch (phase.kind()) {
              case CAPTURE -> "capture " + phase.name().substring("capture/public.".length());
              case DELTA -> manifest.name().name().value() + " delta " + phase.name().substring("delta/01-".length());
              default -> manifest.name().name().value() + " " + phase.name();
            };
        files.put(ArtifactSet.path(manifest, phase), text(content));
      }
    }
    return new ArtifactSet(List.of(manifests), files);
  }
}
