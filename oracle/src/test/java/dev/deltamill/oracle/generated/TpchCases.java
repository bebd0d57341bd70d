package dev.deltamill.oracle.generated;

import dev.deltamill.oracle.cases.Case;
import dev.deltamill.oracle.generated.TpchChanges.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One case for each query of TPC-H: the tables that it reads with few rows, and changes to all of them of which each shows. */
final class TpchCases {
  private static final List<String> SCHEMA = Corpus.statements("postgres-queries-schema.sql");

  private TpchCases() {}

  static Stream<Case> all() {
    return Corpus.queries("tpch-queries.sql").entrySet().stream()
        .map(query -> of("q%02d".formatted(Integer.parseInt(query.getKey().substring(1))), query.getValue()));
  }

  private static Case of(String name, String query) {
    List<String> tables =
        TpchData.ROWS.keySet().stream().filter(table -> Pattern.compile("\\b" + table + "\\b").matcher(query).find()).toList();
    return new Case(
        name + ".json",
        "tpch_" + name,
        "tpch-queries.sql, with changes to every table that it reads; written by " + TpchCases.class.getSimpleName(),
        setup(tables),
        List.of(new Case.Table("tpch_" + name, query)),
        TpchChanges.STEPS.stream().map(step -> statements(step, tables)).toList(),
        List.of("tpch"),
        List.of(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        Case.ExpectedChange.EVERY_STEP);
  }

  private static List<String> setup(List<String> tables) {
    List<String> setup = new ArrayList<>();
    for (String table : tables) {
      SCHEMA.stream().filter(statement -> statement.startsWith("create table " + table + "(")).forEach(setup::add);
    }
    tables.forEach(table -> setup.add("INSERT INTO " + table + " " + TpchData.oneLine(TpchData.ROWS.getOrDefault(table, ""))));
    return setup;
  }

  private static List<String> statements(List<Change> step, List<String> tables) {
    return step.stream().filter(change -> change.table().isEmpty() || tables.contains(change.table())).map(Change::sql).toList();
  }
}
