package dev.deltamill.cli.demo;

import dev.deltamill.cli.TextFile;
import dev.deltamill.cli.terminal.Style;
import dev.deltamill.cli.terminal.TextTable;
import dev.deltamill.codegen.CompileResult;
import dev.deltamill.codegen.Deltamill;
import dev.deltamill.codegen.artifact.ArtifactFolder;
import dev.deltamill.compiler.catalog.CatalogJson;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.runtime.Backoff;
import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.InstallCheck;
import dev.deltamill.runtime.Installer;
import dev.deltamill.runtime.Pruner;
import dev.deltamill.runtime.RefreshReport;
import dev.deltamill.runtime.Refresher;
import dev.deltamill.runtime.Verifier;
import dev.deltamill.runtime.catalog.CatalogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The way of a user: catalog, compile, apply; then changes, refresh, verify. */
final class Demo {
  static final String ARTIFACTS = "artifacts";
  private static final String DEFINITIONS = "definitions.sql";
  private static final String CATALOG = "catalog.json";

  private final Stage stage;
  private final ConnectionSettings settings;
  private final Path folder;
  private final Tpch tpch;
  private final Map<QualifiedName, Measured> measured = new LinkedHashMap<>();

  Demo(Stage stage, String url, Path folder, Tpch tpch) {
    this.stage = stage;
    this.settings = ConnectionSettings.ofUrl(url);
    this.folder = folder;
    this.tpch = tpch;
  }

  /** Returns whether every stream table was equal to its query after every round. */
  boolean run(int rounds) throws IOException, SQLException {
    try (Connection connection = settings.open()) {
      long start = System.nanoTime();
      long rows = tpch.load(connection, stage.progress());
      stage.done(text("%s loaded: %,d rows in 8 tables with keys and indexes", tpch, rows), start);
    }
    ArtifactSet artifacts = compile();
    install(artifacts);
    artifacts.manifests().forEach(manifest -> measured.put(manifest.name(), new Measured(manifest)));
    Changes changes = new Changes(tpch);
    stage.say("");
    for (int round = 1; round <= rounds; round++) {
      round(changes, round);
    }
    countRows();
    report(rounds);
    return measured.values().stream().allMatch(Measured::equal);
  }

  private ArtifactSet compile() throws IOException, SQLException {
    long start = System.nanoTime();
    stage.progress().step("compiling");
    CatalogSnapshot catalog;
    try (Connection connection = settings.open()) {
      catalog = CatalogReader.read(connection);
    }
    TextFile.write(folder.resolve(CATALOG), CatalogJson.write(catalog));
    String text = Tpch.resource(DEFINITIONS);
    TextFile.write(folder.resolve(DEFINITIONS), text);
    CompileResult result = Deltamill.compile(catalog, List.of(new SourceText(DEFINITIONS, text)));
    ArtifactSet artifacts =
        switch (result) {
          case CompileResult.Compiled compiled -> compiled.artifacts();
          case CompileResult.Rejected rejected ->
              throw new IllegalStateException(
                  String.join("\n", rejected.diagnostics().stream().map(Diagnostic::toString).toList()));
        };
    Path target = folder.resolve(ARTIFACTS);
    ArtifactFolder.write(artifacts, target);
    stage.done(
        text("%d definitions compiled to %d files of SQL", artifacts.manifests().size(), artifacts.files().size()), start);
    stage.say("  definitions  " + folder.resolve(DEFINITIONS));
    stage.say("  artifacts    " + target);
    return ArtifactFolder.read(target);
  }

  private void install(ArtifactSet artifacts) {
    long start = System.nanoTime();
    stage.progress().step("installing");
    new Installer(
            settings,
            (table, step) -> stage.progress().step("installing " + table + ": " + step),
            InstallCheck.NONE,
            Backoff.DEFAULT)
        .install(artifacts, false);
    stage.done(text("%d stream tables installed and filled", artifacts.manifests().size()), start);
  }

  private void round(Changes changes, int round) throws SQLException {
    Changes.Counts counts;
    stage.progress().step(text("round %d: changing data", round));
    try (Connection connection = settings.open()) {
      counts = changes.round(connection, round);
    }
    double full = full(round);
    double diff = diff(round);
    boolean equal = verify(round);
    Style style = stage.console().style();
    stage.say(
        text(
            "Round %d: %,d rows inserted, %,d deleted, %,d updated; DIFF %,.0f ms, FULL %,.0f ms; %s",
            round,
            counts.inserted(),
            counts.deleted(),
            counts.updated(),
            diff,
            full,
            equal ? style.good("all equal") : style.bad("DIFFERENT")));
  }

  /** The same refresh by FULL, taken back at the last moment so that DIFF finds what FULL found. */
  private double full(int round) {
    Map<String, Double> millis = new LinkedHashMap<>();
    for (QualifiedName last : unread()) {
      stage.progress().step(text("round %d: measuring FULL of %s", round, last));
      Timings timings = Timings.discarded();
      try {
        new Refresher(settings, timings, Backoff.DEFAULT).refresh(List.of(last), Refresher.Mode.FULL);
      } catch (Timings.Discarded e) {
        timings.all().forEach(millis::putIfAbsent);
      }
    }
    measured.forEach((name, table) -> table.recomputed(millis.getOrDefault(name.sql(), 0.0)));
    return millis.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Stream tables that no other reads; with what they read they are all. */
  private List<QualifiedName> unread() {
    return measured.keySet().stream()
        .filter(name -> measured.values().stream().noneMatch(table -> table.manifest().dependsOn().contains(name)))
        .toList();
  }

  private double diff(int round) {
    stage.progress().step(text("round %d: refreshing by DIFF", round));
    Timings timings = Timings.kept();
    RefreshReport report = new Refresher(settings, timings, Backoff.DEFAULT).refreshAll(Refresher.Mode.AUTO);
    for (RefreshReport.Outcome outcome : report.outcomes()) {
      Measured table = measured.get(outcome.name());
      if (table != null) {
        RefreshReport.Counts rows = outcome.rows();
        table.refreshed(timings.of(outcome.name().sql()), rows.inserted() + rows.updated() + rows.deleted());
        if (outcome.mode() != RefreshReport.Mode.DIFF) {
          table.remark(text("round %d was %s: %s", round, outcome.mode(), outcome.reason().orElse("nothing had changed")));
        }
      }
    }
    new Pruner(settings).prune();
    return timings.all().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private boolean verify(int round) {
    stage.progress().step(text("round %d: comparing with the queries", round));
    boolean equal = true;
    for (Verifier.Result result : new Verifier(settings, 3).verifyAll()) {
      equal &= result.equal();
      Measured table = measured.get(result.name());
      if (table != null) {
        table.compared(result.equal());
        result.differences().forEach(row -> table.remark(text("round %d: %s row %s", round, row.side(), row.row())));
      }
    }
    return equal;
  }

  private void countRows() throws SQLException {
    try (Connection connection = settings.open();
        var statement = connection.createStatement()) {
      for (Measured table : measured.values()) {
        try (var row = statement.executeQuery("SELECT count(*) FROM " + table.manifest().name().sql())) {
          row.next();
          table.counted(row.getLong(1));
        }
      }
    }
  }

  private void report(int rounds) {
    Style style = stage.console().style();
    TextTable table =
        new TextTable(
            "STREAM TABLE", "CLASS", ">ROWS", ">CHANGED", ">DIFF MS", ">FULL MS", ">SPEED-UP", "EQUAL");
    for (Measured one : measured.values()) {
      Manifest manifest = one.manifest();
      double speedUp = one.fullMillis() / Math.max(0.01, one.diffMillis());
      table.row(
          manifest.name().name().sql(),
          manifest.safety().name(),
          text("%,d", one.rows()),
          text("%,d", one.changed()),
          text("%,.1f", one.diffMillis()),
          text("%,.1f", one.fullMillis()),
          text(speedUp < 10 ? "%.1f ×" : "%,.0f ×", speedUp),
          one.equal() ? "yes" : "NO");
      table.style(6, speedUp >= 1 ? style::good : style::doubtful);
      table.style(7, one.equal() ? style::good : style::bad);
    }
    stage.say("");
    stage.say(table.render(style));
    stage.say(
        text(
            """
            %s; CHANGED is rows of the stream table touched per round. FULL is a recomputation
            of the same change, rolled back. EQUAL compares every row with the query's, in one snapshot.\
            """,
            rounds == 1 ? "One round" : text("Medians of %d rounds", rounds)));
    measured.forEach(
        (name, one) -> one.remarks().forEach(remark -> stage.say(style.doubtful("! ") + name + ": " + remark)));
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
