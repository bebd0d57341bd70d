package dev.deltamill.golden.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.golden.DefinitionText;
import dev.deltamill.golden.Mill;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.runtime.RefreshReport;
import dev.deltamill.runtime.Verifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Sources of somebody else's and stream tables over them that an ordinary role keeps. */
final class SourceBed implements AutoCloseable {
  final Mill mill;
  private String definitions = "";

  SourceBed(String schema) throws SQLException {
    mill = new Mill(schema);
  }

  ArtifactSet compile(String text) throws SQLException {
    CompileResult result = mill.compile("sources.sql", text);
    assertThat(result)
        .as(String.join("\n", result.diagnostics().stream().map(it -> it.render(text)).toList()))
        .isInstanceOf(CompileResult.Compiled.class);
    definitions = text;
    return ((CompileResult.Compiled) result).artifacts();
  }

  SourceBed install(String text) throws SQLException {
    mill.install(compile(text));
    assertEqual();
    return this;
  }

  List<String> refusals(String text) throws SQLException {
    CompileResult result = mill.compile("sources.sql", text);
    assertThat(result).isInstanceOf(CompileResult.Rejected.class);
    return result.diagnostics().stream().filter(Diagnostic::isError).map(it -> it.render(text)).toList();
  }

  /** Changes, one refresh, and how it went for the stream table {@code t}; whatever way, all of them equal their queries. */
  RefreshReport.Outcome after(String... changes) throws SQLException {
    mill.write(List.of(changes));
    RefreshReport report = mill.refresh();
    assertThat(report.complete()).as(report.toString()).isTrue();
    assertEqual();
    return outcome(report, "t");
  }

  void diff(String... changes) throws SQLException {
    RefreshReport.Outcome outcome = after(changes);
    assertThat(outcome.mode()).as(outcome.toString()).isEqualTo(RefreshReport.Mode.DIFF);
  }

  void full(String reason, String... changes) throws SQLException {
    RefreshReport.Outcome outcome = after(changes);
    assertThat(outcome.mode()).as(outcome.toString()).isEqualTo(RefreshReport.Mode.FULL);
    assertThat(outcome.reason().orElseThrow()).contains(reason);
  }

  static RefreshReport.Outcome outcome(RefreshReport report, String name) {
    return report.outcomes().stream().filter(it -> it.name().name().value().equals(name)).findFirst().orElseThrow();
  }

  void assertEqual() throws SQLException {
    assertThat(mill.verify()).allSatisfy(it -> assertThat(it.differences()).as(it.name().sql()).isEmpty());
    assertThat(mill.verify()).allMatch(Verifier.Result::equal);
    assertThat(mill.differences(DefinitionText.allIn(definitions))).isEmpty();
  }

  String value(String query) throws SQLException {
    try (Connection connection = mill.connectAsOwner();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  @Override
  public void close() throws SQLException {
    mill.close();
  }
}
