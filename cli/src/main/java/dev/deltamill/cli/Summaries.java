package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Json;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.name.QualifiedName;
import tools.jackson.databind.node.ObjectNode;

/** What several commands tell of a stream table. */
public final class Summaries {
  private Summaries() {}

  public static String refresh(Manifest manifest) {
    return manifest.differential() ? "DIFF" : "FULL";
  }

  public static ObjectNode summary(Manifest manifest) {
    ObjectNode json = Json.object();
    json.put("name", manifest.name().sql());
    json.put("safety", manifest.safety().name());
    json.put("refresh", refresh(manifest));
    json.put("schedule", manifest.schedule().text());
    json.set("reasons", Json.texts(manifest.reasons(), reason -> reason));
    json.set("dependsOn", Json.texts(manifest.dependsOn(), QualifiedName::sql));
    return json;
  }
}
