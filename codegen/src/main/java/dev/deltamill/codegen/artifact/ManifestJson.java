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
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * The JSON form of a manifest, {@code manifest.json}. Equal manifests give equal texts, and {@code read(write(m))} equals
 * {@code m}. Names with a schema are written as SQL writes them, other identifiers as they are.
 */
public final class ManifestJson {
  private ManifestJson() {}

  public static String write(Manifest manifest) {
    JsonText sources =
        JsonText.block()
            .number("format", manifest.format())
            .text("compiler", manifest.compiler())
            .text("name", manifest.name().sql())
            .number("serverMajor", manifest.serverMajor())
            .constant("safety", manifest.safety())
            .constant("refresh", manifest.refresh())
            .flag("differential", manifest.differential())
            .object("schedule", schedule(manifest.schedule()))
            .text("storage", manifest.storage().sql())
            .texts("workTables", manifest.workTables(), QualifiedName::sql)
            .objects("columns", manifest.columns(), ManifestJson::column)
            .texts("reasons", manifest.reasons(), reason -> reason)
            .objects("sources", manifest.sources(), ManifestJson::source);
    if (!manifest.views().isEmpty()) {
      sources.objects("views", manifest.views(), ManifestJson::view);
    }
    JsonText phases =
        sources
            .texts("dependsOn", manifest.dependsOn(), QualifiedName::sql)
            .texts("searchPath", manifest.searchPath(), Identifier::value)
            .objects("phases", manifest.phases(), ManifestJson::phase);
    if (!manifest.reads().isEmpty()) {
      phases.objects("reads", manifest.reads(), ManifestJson::read);
    }
    return phases.object("explanation", explanation(manifest.explanation())) + "\n";
  }

  private static JsonText schedule(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Interval(Duration every, String text) ->
          JsonText.line().text("kind", "interval").text("text", text).text("every", every.toString());
      case Schedule.Cron(String expression, String text) ->
          JsonText.line().text("kind", "cron").text("text", text).text("expression", expression);
      case Schedule.OnChange() -> JsonText.line().text("kind", "on change");
      case Schedule.Manual() -> JsonText.line().text("kind", "manual");
    };
  }

  private static JsonText column(ColumnType column) {
    return JsonText.line().text("name", column.name().value()).text("type", column.type());
  }

  private static JsonText source(SourceFingerprint source) {
    JsonText text =
        JsonText.block()
            .text("table", source.table().sql())
            .flag("streamTable", source.streamTable())
            .text("captured", source.captured().sql())
            .text("buffer", source.buffer().sql())
            .text("capture", source.capture());
    return (source.tree() ? text.flag("tree", true) : text)
        .objects("columns", source.columns(), ManifestJson::column);
  }

  private static JsonText view(ViewFingerprint view) {
    return JsonText.block()
        .text("name", view.name().sql())
        .text("sha256", view.sha256())
        .texts("tables", view.tables(), QualifiedName::sql);
  }

  private static JsonText phase(Phase phase) {
    return JsonText.block()
        .text("name", phase.name())
        .constant("kind", phase.kind())
        .text("sha256", phase.sha256())
        .texts("triggers", phase.triggers(), QualifiedName::sql)
        .text("rule", phase.rule())
        .text("law", phase.law());
  }

  private static JsonText read(Manifest.Read read) {
    return JsonText.line()
        .text("phase", read.phase())
        .text("table", read.access().table().sql())
        .texts("columns", read.access().columns(), Identifier::value)
        .texts("triggers", read.triggers(), QualifiedName::sql);
  }

  private static JsonText explanation(Explanation explanation) {
    return JsonText.block()
        .text("operator", explanation.operator())
        .constant("safety", explanation.safety())
        .text("reason", explanation.reason())
        .objects("inputs", explanation.inputs(), ManifestJson::explanation);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file how messages name the text's file
   * @throws ArtifactFormatException if the text is anything else: what is partly understood must not be installed
   */
  public static Manifest read(String file, String json) {
    return JsonReader.read(file, json, ManifestJson::manifest);
  }

  private static Manifest manifest(JsonReader json) {
    return new Manifest(
        json.number("format"),
        json.text("compiler"),
        json.name("name"),
        json.number("serverMajor"),
        json.constant("safety", SafetyClass.class),
        json.constant("refresh", RefreshMode.class),
        json.flag("differential"),
        json.object("schedule", ManifestJson::schedule),
        json.name("storage"),
        json.names("workTables"),
        json.objects("columns", ManifestJson::column),
        json.texts("reasons"),
        json.objects("sources", ManifestJson::source),
        json.has("views") ? json.objects("views", ManifestJson::view) : List.of(),
        json.names("dependsOn"),
        json.identifiers("searchPath"),
        json.objects("phases", ManifestJson::phase),
        json.has("reads") ? json.objects("reads", ManifestJson::read) : List.of(),
        json.object("explanation", ManifestJson::explanation));
  }

  private static Schedule schedule(JsonReader json) {
    String kind = json.text("kind");
    return switch (kind) {
      case "interval" -> new Schedule.Interval(duration(json), json.text("text"));
      case "cron" -> new Schedule.Cron(json.text("expression"), json.text("text"));
      case "on change" -> new Schedule.OnChange();
      case "manual" -> new Schedule.Manual();
      default -> throw json.damaged("there is no schedule of kind \"" + kind + "\"");
    };
  }

  private static Duration duration(JsonReader json) {
    String text = json.text("every");
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw json.damaged("the schedule's interval is \"" + text + "\", which is no duration");
    }
  }

  private static ColumnType column(JsonReader json) {
    return new ColumnType(json.identifier("name"), json.text("type"));
  }

  private static SourceFingerprint source(JsonReader json) {
    return new SourceFingerprint(
        json.name("table"),
        json.flag("streamTable"),
        json.name("captured"),
        json.name("buffer"),
        json.text("capture"),
        json.has("tree") && json.flag("tree"),
        json.objects("columns", ManifestJson::column));
  }

  private static ViewFingerprint view(JsonReader json) {
    return new ViewFingerprint(json.name("name"), json.sha256("sha256"), json.names("tables"));
  }

  private static Manifest.Read read(JsonReader json) {
    return new Manifest.Read(
        json.text("phase"), new Access(json.name("table"), json.identifiers("columns")), json.names("triggers"));
  }

  /** A phase's name becomes a path, so it may not lead out of the folder; see {@link ArtifactSet#path}. */
  private static Phase phase(JsonReader json) {
    Phase phase =
        new Phase(
            json.text("name"),
            json.constant("kind", Phase.Kind.class),
            json.sha256("sha256"),
            json.names("triggers"),
            json.text("rule"),
            json.text("law"));
    boolean capture = phase.kind() == Phase.Kind.CAPTURE;
    if (!phase.name().matches(capture ? "capture/[^/\\\\]+" : "[^./\\\\]+|delta/[^/\\\\]+")) {
      throw json.damaged("\"" + phase.name() + "\" is no name of a phase");
    }
    return phase;
  }

  private static Explanation explanation(JsonReader json) {
    return new Explanation(
        json.text("operator"),
        json.constant("safety", SafetyClass.class),
        json.text("reason"),
        json.objects("inputs", ManifestJson::explanation));
  }
}
