package dev.deltamill.golden.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.fixture.Rewriting;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.golden.DefinitionText;
import dev.deltamill.golden.DeltaPlans;
import dev.deltamill.golden.Mill;
import dev.deltamill.golden.cases.GoldenCase.Intent;
import dev.deltamill.golden.cases.GoldenCase.Section;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.runtime.RefreshReport;
import dev.deltamill.runtime.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every case under {@code golden/cases} gives the bytes that lie beside it, and its artifacts do on PostgreSQL what they are for.
 *
 * <p>{@code -Dgolden.rewrite} writes the outputs anew, and nothing that a person wrote; never where {@code CI} is set.
 */
class GoldenCasesTest {
  private static final Path CASES = Path.of("cases");

  /** The server that the outputs are of: its version is part of them. */
  private static final int MAJOR = 18;

  /** What has no case of its own: inner nodes of deltas, which no query has, and what stands inside a recursion only. */
  private static final Set<String> WITHOUT_CASE = Set.of("changes", "before", "working", "shared", "net", "iteration");

  @TempDir(cleanup = CleanupMode.ALWAYS)
  Path scratch;

  @TestFactory
  Stream<DynamicContainer> cases() throws IOException {
    List<GoldenCase> cases = GoldenCase.allIn(CASES);
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(
            it ->
                DynamicContainer.dynamicContainer(
                    it.name(),
                    Stream.of(
                        DynamicTest.dynamicTest("gives its outputs: " + it.name(), () -> compare(it)),
                        DynamicTest.dynamicTest("does what it is for: " + it.name(), () -> execute(it)))));
  }

  @Test
  void everyOperatorHasACase() throws IOException {
    List<String> folders;
    try (Stream<Path> found = Files.list(CASES)) {
      folders = found.map(folder -> folder.getFileName().toString()).toList();
    }
    assertThat(Stream.of(Relation.class.getPermittedSubclasses()).map(GoldenCasesTest::folder))
        .filteredOn(operator -> !WITHOUT_CASE.contains(operator))
        .isSubsetOf(folders);
  }

  private static String folder(Class<?> operator) {
    return operator.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  @Test
  void everyFolderHasACase() throws IOException {
    List<Path> folders = GoldenCase.allIn(CASES).stream().map(GoldenCase::folder).toList();
    try (Stream<Path> files = Files.walk(CASES)) {
      assertThat(files.filter(Files::isRegularFile))
          .as("files that belong to no case")
          .allMatch(file -> folders.stream().anyMatch(file::startsWith));
    }
  }

  private void compare(GoldenCase it) throws IOException, SQLException {
    assumeTrue(
        TestServer.shared().majorVersion() == MAJOR,
        "the outputs are PostgreSQL %d's: on others the cases are executed, not compared".formatted(MAJOR));
    try (Mill mill = new Mill(it.text(Section.SCHEMA))) {
      String definitions = it.text(Section.DEFINITION);
      CompileResult result = mill.compile(GoldenCase.FILE, definitions);
      Outputs outputs = Outputs.of(result, definitions, Files.createTempDirectory(scratch, "artifacts"));
      if (Rewriting.isAskedFor("golden.rewrite")) {
        outputs.write(it.folder());
      }
      assertThat(Outputs.differences(Outputs.read(it.folder()), outputs)).as(it.name()).isEmpty();
    }
  }

  private void execute(GoldenCase it) throws IOException, SQLException {
    try (Mill mill = new Mill(it.text(Section.SCHEMA))) {
      String definitions = it.text(Section.DEFINITION);
      CompileResult result = mill.compile(GoldenCase.FILE, definitions);
      Outputs outputs = Outputs.of(result, definitions, Files.createTempDirectory(scratch, "artifacts"));
      String given = outputs.all();
      if (result instanceof CompileResult.Compiled compiled) {
        given += refresh(mill, compiled, it);
      } else {
        assertThat(it.changes()).as("what is refused has no changes").isEmpty();
      }
      check(it, given);
    }
  }

  /** Returns the plans of the delta's phases as they are where there is a choice of not reading a whole table. */
  private static String refresh(Mill mill, CompileResult.Compiled compiled, GoldenCase it) throws SQLException {
    mill.install(compiled.artifacts());
    assertThat(it.changes()).as("changes").isNotEmpty();
    mill.write(it.changes());
    String plans;
    try (Connection connection = mill.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET enable_seqscan = off");
      plans = String.join("\n", DeltaPlans.texts(connection, compiled.artifacts()));
    }
    RefreshReport report = mill.refresh();
    assertThat(report.outcomes())
        .as("refreshed")
        .allSatisfy(
            outcome ->
                assertThat(outcome.mode())
                    .as(outcome.name().sql())
                    .isEqualTo(
                        compiled.artifacts().manifest(outcome.name()).orElseThrow().differential()
                            ? RefreshReport.Mode.DIFF
                            : RefreshReport.Mode.FULL));
    assertThat(mill.verify()).allMatch(Verifier.Result::equal);
    assertThat(mill.differences(DefinitionText.allIn(it.text(Section.DEFINITION)))).isEmpty();
    return plans;
  }

  private static void check(GoldenCase it, String given) {
    List<String> wrong = new ArrayList<>();
    for (Intent intent : it.intents()) {
      if (given.contains(intent.text()) != intent.expected()) {
        wrong.add((intent.expected() ? "not found: " : "found although it must not be: ") + intent.text());
      }
    }
    assertThat(it.intents()).as("%s says what it is for", it.name()).isNotEmpty();
    assertThat(wrong).as(it.name()).isEmpty();
  }
}
