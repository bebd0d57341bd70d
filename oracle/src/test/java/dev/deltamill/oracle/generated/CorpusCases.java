package dev.deltamill.oracle.generated;

import dev.deltamill.oracle.cases.Case;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One case for each query of postgres-queries.sql: the tables that it reads, and changes to all of them in every step. */
final class CorpusCases {
  private static final List<String> SCHEMA = Corpus.statements("postgres-queries-schema.sql");

  /** The tables by the word that shows that a query reads them. */
  private static final Map<String, Changes> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put("ev", Changes.OF_EV);
    TABLES.put("a1", Changes.OF_A1);
    TABLES.put("b1", Changes.OF_B1);
    TABLES.put("tree", Changes.OF_TREE);
    TABLES.put("orders", Changes.OF_ORDERS);
    TABLES.put("Mixed Case", Changes.OF_MIXED_CASE);
  }

  private static final List<String> OTHERS = List.of("add_tax", "split_words", "my_sum");

  private static final Map<String, List<String>> NEEDS =
      Map.of("ev", List.of("mood", "posint"), "orders", List.of("h"), "Mixed Case", List.of("app"));

  /** What a statement of the schema makes or fills. */
  private static final Pattern OBJECT =
      Pattern.compile(
          "(?:insert into|create (?:or replace )?(?:table|type|domain|function|aggregate|schema(?: if not exists)?))"
              + " (?:app\\.)?\"?(Mixed Case|\\w+)");

  /** Sums of floats depend on the order of rows. */
  private static final Map<String, Double> TOLERANCES =
      Map.of("agg_types", 1e-5, "stat_agg", 1e-9, "corr_agg", 1e-6, "percentile", 1e-9);

  private static final Map<String, Integer> SERVERS = Map.of("json_std", 17, "subq_noalias", 16);

  /** The order of members within json_object_agg is the rows' order, which is open. */
  private static final Map<String, List<String>> COMPARED = Map.of("json_agg", List.of("grp", "o", "p::jsonb"));

  /** Queries whose result says nothing about the rows. */
  private static final Set<String> CONSTANT = Set.of("sum_case_null", "where_false_null");

  /** Queries whose result is the same before and after some step, or empty at some time. */
  private static final Set<String> STEADY =
      Set.of(
          "any_array", "any_array_cast", "bool_agg", "char_union", "corr_nested", "cte_mat", "distinct_agg_expr", "distinct_from",
          "having_sub", "in_null_list", "json_agg", "json_build", "not_in_null", "not_in_null2", "order_nulls", "quals_schema", "random",
          "right_join_null", "row_in", "semi_any", "srf_select", "string_agg_dist", "subq_noalias", "tablesample_onlyf", "using",
          "uuid_cast");

  private CorpusCases() {}

  static Stream<Case> all() {
    return Corpus.queries("postgres-queries.sql").entrySet().stream().map(query -> of(query.getKey(), query.getValue()));
  }

  private static Case of(String name, String query) {
    List<String> tables = TABLES.keySet().stream().filter(table -> mentions(query, table)).toList();
    return new Case(
        name + ".json",
        name,
        "postgres-queries.sql, with changes to every table that it reads; written by " + CorpusCases.class.getSimpleName(),
        setup(query, tables),
        List.of(new Case.Table(name, query)),
        steps(tables.stream().map(TABLES::get).toList()),
        List.of("corpus"),
        COMPARED.getOrDefault(name, List.of()),
        TOLERANCES.containsKey(name) ? OptionalDouble.of(TOLERANCES.get(name)) : OptionalDouble.empty(),
        SERVERS.containsKey(name) ? OptionalInt.of(SERVERS.get(name)) : OptionalInt.empty(),
        tables.isEmpty() || CONSTANT.contains(name)
            ? Case.ExpectedChange.NONE
            : STEADY.contains(name) ? Case.ExpectedChange.ONCE : Case.ExpectedChange.EVERY_STEP);
  }

  private static boolean mentions(String query, String word) {
    return Pattern.compile("(?i)\\b" + word + "\\b").matcher(query).find();
  }

  /** The statements about what the query reads and what those tables need in turn, in the schema's order. */
  private static List<String> setup(String query, List<String> tables) {
    Set<String> needed = new HashSet<>(tables);
    OTHERS.stream().filter(other -> mentions(query, other)).forEach(needed::add);
    tables.forEach(table -> needed.addAll(NEEDS.getOrDefault(table, List.of())));
    List<String> setup = new ArrayList<>();
    for (String statement : SCHEMA) {
      Matcher object = OBJECT.matcher(statement);
      if (object.lookingAt() && needed.contains(object.group(1))) {
        setup.add(statement.replace("generate_series(1,3000)", "generate_series(1,30)"));
      }
    }
    return setup;
  }

  private static List<List<String>> steps(List<Changes> tables) {
    if (tables.isEmpty()) {
      return List.of(List.of());
    }
    List<String> mixed = new ArrayList<>(List.of("BEGIN"));
    mixed.addAll(all(tables, Changes::mixed));
    mixed.add("SAVEPOINT before_undone");
    mixed.addAll(all(tables, Changes::undone));
    mixed.add("ROLLBACK TO SAVEPOINT before_undone");
    mixed.add("COMMIT");
    return List.of(
        all(tables, Changes::inserted),
        all(tables, Changes::updated),
        mixed,
        all(tables, Changes::deleted),
        all(tables, Changes::again));
  }

  private static List<String> all(List<Changes> tables, Function<Changes, List<String>> part) {
    return tables.stream().flatMap(changes -> part.apply(changes).stream()).toList();
  }
}
