package dev.deltamill.oracle;

import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.oracle.cases.Case;
import dev.deltamill.oracle.replay.Outcome;
import dev.deltamill.oracle.replay.TableResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What SQL is supported, counted from what replayed cases came to: for each construct the stream tables whose query has it, by the way they
 * refresh, and what is refused. A construct is in a query when the pattern is in its text, without comments and literals, in upper case.
 */
final class SupportMatrix {
  private static final String HEAD =
      """
      # What SQL is supported

      Written by the build from what the cases under `oracle/cases` came to on PostgreSQL %d: %d cases, %d stream tables: %d equal their
      query after every step, %d refused. A number counts stream tables whose query has the construct, alone or with others; each
      was compared with its query after every change, by value and by image.

      - *DIFF*: refreshed from the changes alone. *Row id*: those among them whose delta needs the identity of single rows; where the query
        leaves a choice open, that identity decides, the same in DIFF and FULL.
      - *FULL*: refreshed by computing the query, for a reason that the compiler tells. *Refused*: rejected with a reason, listed below.
      """;

  private static final Pattern HIDDEN =
      Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);

  /** In the order of a manual. */
  private static final Map<String, String> CONSTRUCTS = constructs();

  private SupportMatrix() {}

  private static Map<String, String> constructs() {
    Map<String, String> patterns = new LinkedHashMap<>();
    patterns.put("`JOIN … ON`, `USING`", "(?<!LEFT|RIGHT|FULL|OUTER|CROSS|NATURAL) JOIN ");
    patterns.put("`CROSS JOIN`", "\\bCROSS JOIN\\b");
    patterns.put("`NATURAL JOIN`", "\\bNATURAL\\b");
    patterns.put("`LEFT JOIN`", "\\bLEFT (OUTER )?JOIN\\b");
    patterns.put("`RIGHT JOIN`", "\\bRIGHT (OUTER )?JOIN\\b");
    patterns.put("`FULL JOIN`", "\\bFULL (OUTER )?JOIN\\b");
    patterns.put("`LATERAL`", "\\bLATERAL\\b");
    patterns.put("`EXISTS`", "(?<!NOT )\\bEXISTS\\b");
    patterns.put("`NOT EXISTS`", "\\bNOT EXISTS\\b");
    patterns.put("`IN (SELECT …)`", "(?<!NOT )\\bIN \\( ?(SELECT|WITH|VALUES)\\b");
    patterns.put("`NOT IN (SELECT …)`", "\\bNOT IN \\( ?(SELECT|WITH|VALUES)\\b");
    patterns.put("`ANY`, `ALL` of a sub-query", "\\b(ANY|SOME|ALL) \\( ?SELECT\\b");
    patterns.put("scalar sub-queries", "(?<!EXISTS|IN|ANY|SOME|ALL|LATERAL|AS|MATERIALIZED|FROM|JOIN|UNION|INTERSECT|EXCEPT|ARRAY) ?(?<=[-+*/<>=,(A-Z] |[(,=])\\( ?SELECT\\b");
    patterns.put("`GROUP BY`", "\\bGROUP BY\\b");
    patterns.put("`HAVING`", "\\bHAVING\\b");
    patterns.put("`GROUPING SETS`, `ROLLUP`, `CUBE`", "\\b(GROUPING SETS|ROLLUP|CUBE)\\b");
    patterns.put("`FILTER` of an aggregate", "\\bFILTER \\( ?WHERE\\b");
    patterns.put("`DISTINCT` in an aggregate", "\\b\\w+ ?\\( ?DISTINCT\\b");
    patterns.put("`ORDER BY` in an aggregate", "\\b(ARRAY_AGG|STRING_AGG|JSON_AGG|JSONB_AGG|XMLAGG) ?\\([^()]*(\\([^()]*\\)[^()]*)*ORDER BY");
    patterns.put("`WITHIN GROUP`", "\\bWITHIN GROUP\\b");
    patterns.put("`SELECT DISTINCT`", "\\bSELECT DISTINCT\\b(?! ON)");
    patterns.put("`DISTINCT ON`", "\\bDISTINCT ON\\b");
    patterns.put("`UNION`", "\\bUNION\\b(?! ALL)");
    patterns.put("`UNION ALL`", "\\bUNION ALL\\b");
    patterns.put("`INTERSECT`", "\\bINTERSECT\\b");
    patterns.put("`EXCEPT`", "\\bEXCEPT\\b");
    patterns.put("`VALUES`", "\\bVALUES\\b");
    patterns.put("window functions", "\\bOVER( \\(|\\(| [A-Z_])");
    patterns.put("named windows", "\\bWINDOW [A-Z_\"]");
    patterns.put("frames: `ROWS`", "\\bROWS (BETWEEN|UNBOUNDED|CURRENT|[0-9])");
    patterns.put("frames: `RANGE`", "\\bRANGE (BETWEEN|UNBOUNDED|CURRENT|[0-9])");
    patterns.put("frames: `GROUPS`", "\\bGROUPS (BETWEEN|UNBOUNDED|CURRENT|[0-9])");
    patterns.put("frames: `EXCLUDE`", "\\bEXCLUDE (CURRENT|GROUP|TIES|NO)");
    patterns.put("`LIMIT`, `OFFSET`", "\\b(LIMIT|OFFSET)\\b");
    patterns.put("`FETCH FIRST`", "\\bFETCH (FIRST|NEXT)\\b");
    patterns.put("`FETCH … WITH TIES`", "\\bWITH TIES\\b");
    patterns.put("`WITH`", "\\bWITH (?!RECURSIVE|TIES|ORDINALITY)");
    patterns.put("`WITH RECURSIVE`", "\\bWITH RECURSIVE\\b");
    patterns.put("`WITH ORDINALITY`", "\\bWITH ORDINALITY\\b");
    patterns.put("`ROWS FROM`", "\\bROWS FROM\\b");
    patterns.put("`generate_series`", "\\bGENERATE_SERIES\\b");
    patterns.put("`unnest`", "\\bUNNEST\\b");
    patterns.put("functions of json and jsonb that return sets", "\\bJSONB?_(ARRAY_ELEMENTS|EACH|OBJECT_KEYS|TO_RECORDSET|POPULATE_RECORDSET|PATH_QUERY)");
    patterns.put("`JSON_VALUE`, `JSON_QUERY`, `JSON_EXISTS`", "\\bJSON_(VALUE|QUERY|EXISTS)\\b");
    patterns.put("`JSON_OBJECT`, `JSON_ARRAY` and the like", "\\bJSON(_OBJECT|_ARRAY|_SCALAR|_SERIALIZE)? ?\\(");
    patterns.put("`JSON_ARRAYAGG`, `JSON_OBJECTAGG`", "\\bJSON_(ARRAY|OBJECT)AGG\\b");
    patterns.put("`JSON_TABLE`", "\\bJSON_TABLE\\b");
    patterns.put("`IS JSON`", "\\bIS (NOT )?JSON\\b");
    patterns.put("`CASE`", "\\bCASE\\b");
    patterns.put("`COLLATE`", "\\bCOLLATE\\b");
    patterns.put("`AT TIME ZONE`", "\\bAT TIME ZONE\\b");
    patterns.put("`TABLESAMPLE`", "\\bTABLESAMPLE\\b");
    patterns.put("`ONLY`", "\\bFROM ONLY\\b");
    return patterns;
  }

  /** How often a construct came to what. */
  private static final class Counts {
    private int differential;
    private int rowId;
    private int full;
    private int refused;

    void add(TableResult result) {
      if (result.outcome() == Outcome.REFUSED) {
        refused++;
      } else if (result.mode().orElse("").equals("DIFF")) {
        differential++;
        rowId += result.safety().orElseThrow() == SafetyClass.ROW_ID_SENSITIVE ? 1 : 0;
      } else {
        full++;
      }
    }

    String line(String construct) {
      return String.format(
          Locale.ROOT, "| %s | %s | %s | %s | %s |%n", construct, cell(differential), cell(rowId), cell(full), cell(refused));
    }

    private static String cell(int count) {
      return count == 0 ? "" : Integer.toString(count);
    }
  }

  static String of(List<Case> cases, List<TableResult> results, Path root, int major) {
    Map<String, String> queries = new TreeMap<>();
    for (Case it : cases) {
      it.tables().forEach(table -> queries.put(it.file() + " " + table.name(), bare(table.query())));
    }
    StringBuilder page = new StringBuilder();
    page.append(
        HEAD.formatted(
            major, cases.size(), results.size(), count(results, Outcome.EQUAL), count(results, Outcome.REFUSED)));
    page.append("\n| Construct | DIFF | Row id | FULL | Refused |\n|---|--:|--:|--:|--:|\n");
    Counts all = new Counts();
    results.forEach(all::add);
    page.append(all.line("all stream tables"));
    CONSTRUCTS.forEach(
        (name, pattern) -> {
          Pattern found = Pattern.compile(pattern);
          Counts counts = new Counts();
          results.stream().filter(result -> found.matcher(query(queries, result)).find()).forEach(counts::add);
          page.append(counts.line(name));
        });
    list(page, "Refreshed by FULL", results.stream().filter(it -> it.mode().orElse("").equals("FULL")).toList(), root);
    list(page, "Refused", results.stream().filter(it -> it.outcome() == Outcome.REFUSED).toList(), root);
    return page.toString();
  }

  private static String query(Map<String, String> queries, TableResult result) {
    String query = queries.get(result.file() + " " + result.table());
    if (query == null) {
      throw new IllegalStateException("no query of " + result.table() + " in " + result.file());
    }
    return query;
  }

  private static long count(Collection<TableResult> results, Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  /** Each reason once, with the cases that it is the reason of. */
  private static void list(StringBuilder page, String title, List<TableResult> results, Path root) {
    if (results.isEmpty()) {
      return;
    }
    Map<String, TreeSet<String>> byReason = new TreeMap<>();
    for (TableResult result : results) {
      String reason = result.reasons().isEmpty() ? "asked for" : result.reasons().getFirst();
      byReason.computeIfAbsent(reason, _ -> new TreeSet<>()).add("`" + Refusals.key(result, root) + "`");
    }
    page.append("\n## ").append(title).append("\n\n");
    List<String> lines = new ArrayList<>();
    byReason.forEach((reason, keys) -> lines.add("- " + reason + ": " + String.join(", ", keys)));
    page.append(lines.stream().collect(Collectors.joining("\n", "", "\n")));
  }

  /** Upper case, without comments, literals, and more than one blank at a place. */
  private static String bare(String query) {
    return HIDDEN.matcher(query).replaceAll(" ").replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
  }
}
