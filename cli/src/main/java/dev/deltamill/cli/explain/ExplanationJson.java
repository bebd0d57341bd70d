package dev.deltamill.cli.explain;

import dev.deltamill.cli.Summaries;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.codegen.sql.IndexSql;
import dev.deltamill.ir.artifact.IndexSupport;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.RefreshCost;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Explanation;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** An explanation for programs. */
final class ExplanationJson {
  private final Explained explained;

  ExplanationJson(Explained explained) {
    this.explained = explained;
  }

  ObjectNode of(Manifest manifest) {
    ObjectNode json = Summaries.summary(manifest);
    json.set("sources", Json.texts(manifest.sources(), source -> source.table().sql()));
    json.set("costs", Json.array(manifest.sources(), source -> cost(RefreshCost.of(manifest, source.table()), source)));
    json.set("indexes", Json.array(explained.wanted(manifest), ExplanationJson::index));
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
              if (explained.sql()) {
                node.put("sql", explained.set().text(manifest, phase));
              }
              return node;
            }));
    return json;
  }

  private static ObjectNode cost(RefreshCost cost, Manifest.SourceFingerprint source) {
    ObjectNode json = Json.object();
    json.put("source", source.table().sql());
    json.put("cost", cost.growth().notation());
    json.set(
        "reads",
        Json.array(
            cost.lookups(),
            access -> {
              ObjectNode read = Json.object();
              read.put("table", access.table().sql());
              read.set("columns", Json.texts(access.columns(), Identifier::value));
              return read;
            }));
    return json;
  }

  private static ObjectNode index(IndexSupport index) {
    ObjectNode json = Json.object();
    json.put("table", index.wanted().indexed().sql());
    json.set("columns", Json.texts(index.wanted().columns(), Identifier::value));
    json.set("phases", Json.texts(index.wanted().phases(), phase -> phase));
    json.put("state", index.state().name().toLowerCase(Locale.ROOT));
    json.put("index", index.index());
    json.put("sql", IndexSql.create(index.wanted()) + ";");
    return json;
  }

  private static ObjectNode tree(Explanation node) {
    ObjectNode json = Json.object();
    json.put("operator", node.operator());
    json.put("safety", node.safety().name());
    json.put("reason", node.reason());
    json.set("inputs", Json.array(node.inputs(), ExplanationJson::tree));
    return json;
  }
}
