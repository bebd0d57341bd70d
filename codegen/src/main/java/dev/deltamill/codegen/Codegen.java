package dev.deltamill.codegen;

import dev.deltamill.codegen.artifact.Hashes;
import dev.deltamill.codegen.artifact.ManifestJson;
import dev.deltamill.codegen.phase.DefinitionPhases;
import dev.deltamill.codegen.phase.SharedCapture;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.plan.MaintenancePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** From maintenance plans to artifacts: phase SQL, hashes, manifests. Deterministic: the same plans give the same bytes. */
public final class Codegen {
  /** Version of the artifact format: layout of the folder, meaning of the manifest, names of generated objects. */
  public static final int FORMAT = 1;

  private Codegen() {}

  /**
   * @param plans of one set of definitions, upstream first
   * @param compilerVersion recorded in the manifests
   */
  public static ArtifactSet generate(List<MaintenancePlan> plans, String compilerVersion) {
    SharedCapture capture = SharedCapture.of(plans);
    SortedMap<String, String> files = new TreeMap<>();
    List<Manifest> manifests = new ArrayList<>();
    for (MaintenancePlan plan : plans) {
      List<DefinitionPhases.Text> texts = DefinitionPhases.of(plan, capture);
      List<Phase> phases = texts.stream().map(Codegen::phase).toList();
      Manifest manifest = DefinitionPhases.manifest(plan, capture, phases, FORMAT, compilerVersion);
      for (int i = 0; i < texts.size(); i++) {
        files.put(ArtifactSet.path(manifest, phases.get(i)), texts.get(i).sql());
      }
      files.put(ArtifactSet.folder(plan.name()) + "/manifest.json", ManifestJson.write(manifest));
      manifests.add(manifest);
    }
    return new ArtifactSet(manifests, files);
  }

  private static Phase phase(DefinitionPhases.Text text) {
    return new Phase(text.name(), text.kind(), Hashes.sha256(text.sql()), text.triggers(), text.rule(), text.law());
  }
}
