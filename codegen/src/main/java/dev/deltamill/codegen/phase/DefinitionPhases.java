package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.artifact.Hashes;
import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.compiler.plan.AccessPaths;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.DeltaStep;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.relation.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The phases of one definition in the order of its manifest. */
public final class DefinitionPhases {
  private DefinitionPhases() {}

  /** A phase before it is hashed. */
  public record Text(String name, Phase.Kind kind, String sql, List<QualifiedName> triggers, String rule, String law) {
    static Text of(String name, Phase.Kind kind, String sql) {
      return new Text(name, kind, sql, List.of(), "", "");
    }
  }

  public static List<Text> of(MaintenancePlan plan, SharedCapture capture) {
    StorageLayout layout = StorageLayout.of(plan);
    StorageSql storage = new StorageSql(plan, layout);
    List<Text> texts = new ArrayList<>();
    if (plan.differential()) {
      for (MaintenancePlan.Source source : plan.sources()) {
        texts.add(Text.of(capture.phaseName(source.table()), Phase.Kind.CAPTURE, capture.sql(source.table())));
      }
    }
    texts.add(Text.of("storage", Phase.Kind.STORAGE, storage.create()));
    texts.add(Text.of("check", Phase.Kind.CHECK, CheckSql.check(plan, layout)));
    texts.add(Text.of("seed", Phase.Kind.SEED, seed(plan, layout)));
    if (plan.differential()) {
      if (!plan.sources().isEmpty()) {
        texts.add(Text.of("probe", Phase.Kind.PROBE, ProbeSql.probe(plan)));
      }
      delta(plan, layout, texts);
    }
    texts.add(Text.of("full", Phase.Kind.FULL, full(plan, layout)));
    texts.add(Text.of("verify", Phase.Kind.VERIFY, new VerifySql(plan, layout).verify()));
    texts.add(Text.of("drop", Phase.Kind.DROP, storage.drop()));
    return texts;
  }

  private static void delta(MaintenancePlan plan, StorageLayout layout, List<Text> texts) {
    if (plan.steps().isEmpty()) {
      return;
    }
    String apply = apply(plan, layout);
    if (DeltaInput.isInline(plan)) {
      List<QualifiedName> triggers = List.copyOf(DeltaInput.triggers(plan));
      texts.add(new Text("apply", Phase.Kind.APPLY, apply, triggers, DeltaInput.rules(plan), DeltaInput.laws(plan)));
    } else {
      for (int i = 0; i < plan.steps().size(); i++) {
        DeltaStep step = plan.steps().get(i);
        texts.add(
            new Text(
                stepPhase(plan, i),
                Phase.Kind.DELTA,
                DeltaSql.step(plan, step),
                List.copyOf(step.triggers()),
                step.rule(),
                step.law()));
      }
      texts.add(Text.of("apply", Phase.Kind.APPLY, apply));
    }
    if (plan.result() instanceof Result.Grouped grouped && GroupedRecompute.isNeeded(plan)) {
      String recompute = new GroupedRecompute(plan, grouped, new GroupRow(layout, grouped)).recompute();
      texts.add(new Text("recompute", Phase.Kind.RECOMPUTE, recompute, List.of(), "recomputation", GroupedRecompute.LAW));
    }
  }

  private static String stepPhase(MaintenancePlan plan, int step) {
    return String.format(Locale.ROOT, "delta/%02d-%s", step + 1, plan.steps().get(step).name());
  }

  /** What the phases of a DIFF refresh read besides changes and what is their own, but for groups that NaN or an infinity has entered. */
  private static List<Manifest.Read> reads(MaintenancePlan plan) {
    List<Manifest.Read> reads = new ArrayList<>();
    for (int i = 0; i < plan.steps().size(); i++) {
      DeltaStep step = plan.steps().get(i);
      String phase = DeltaInput.isInline(plan) ? "apply" : stepPhase(plan, i);
      AccessPaths.of(step.relation()).stream()
          .filter(access -> !access.table().equals(plan.name()))
          .forEach(access -> reads.add(new Manifest.Read(phase, access, List.copyOf(step.triggers()))));
    }
    if (plan.result() instanceof Result.Grouped grouped
        && !plan.steps().isEmpty()
        && new GroupedDoubt(grouped).isCommon()) {
      List<QualifiedName> triggers = List.copyOf(DeltaInput.triggers(plan));
      AccessPaths.of(grouped.affected()).forEach(access -> reads.add(new Manifest.Read("recompute", access, triggers)));
    }
    return reads;
  }

  public static Manifest manifest(
      MaintenancePlan plan, SharedCapture capture, List<Phase> phases, int format, String compilerVersion) {
    StorageLayout layout = StorageLayout.of(plan);
    return new Manifest(
        format,
        compilerVersion,
        plan.name(),
        plan.serverMajor(),
        plan.safety(),
        plan.refresh(),
        plan.differential(),
        plan.schedule(),
        layout.table(),
        WorkTables.of(plan, layout).stream().map(work -> ObjectNames.workTable(plan.name(), work.name())).toList(),
        columnTypes(plan.columns()),
        plan.reasons().stream().map(reason -> reason.code().code() + " " + reason.message()).toList(),
        plan.sources().stream().map(source -> fingerprint(plan, source, capture)).toList(),
        plan.views().stream()
            .map(view -> new Manifest.ViewFingerprint(view.name(), Hashes.sha256(view.definition()), view.tables()))
            .toList(),
        plan.sources().stream().filter(MaintenancePlan.Source::streamTable).map(MaintenancePlan.Source::table).toList(),
        plan.searchPath(),
        phases,
        reads(plan),
        plan.explanation());
  }

  private static Manifest.SourceFingerprint fingerprint(
      MaintenancePlan plan, MaintenancePlan.Source source, SharedCapture capture) {
    return new Manifest.SourceFingerprint(
        source.table(),
        source.streamTable(),
        capture.captured(source.table()),
        ObjectNames.buffer(source.table()),
        plan.differential() ? capture.phaseName(source.table()) : "",
        source.tree(),
        columnTypes(source.columns().stream().map(MaintenancePlan.SourceColumn::field).toList()));
  }

  private static List<Manifest.ColumnType> columnTypes(List<Field> fields) {
    return fields.stream()
        .map(field -> new Manifest.ColumnType(new Identifier(field.name()), field.type().sql()))
        .toList();
  }

  private static String seed(MaintenancePlan plan, StorageLayout layout) {
    return switch (plan.result()) {
      case Result.Bag bag -> new BagSql(plan, layout, bag).seed();
      case Result.Grouped grouped -> new GroupedFull(plan, grouped, new GroupRow(layout, grouped)).seed();
    };
  }

  private static String apply(MaintenancePlan plan, StorageLayout layout) {
    return switch (plan.result()) {
      case Result.Bag bag -> new BagSql(plan, layout, bag).apply();
      case Result.Grouped grouped -> new GroupedMerge(plan, layout, grouped, new GroupRow(layout, grouped)).apply();
    };
  }

  private static String full(MaintenancePlan plan, StorageLayout layout) {
    return switch (plan.result()) {
      case Result.Bag bag -> new BagSql(plan, layout, bag).full();
      case Result.Grouped grouped -> new GroupedFull(plan, grouped, new GroupRow(layout, grouped)).full();
    };
  }
}
