package dev.deltamill.oracle.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Writes a case so that a person reads it: one statement a line, keys in a fixed order, what is empty left out. */
public final class CaseWriter {
  private final Case it;
  private final List<String> members = new ArrayList<>();

  private CaseWriter(Case it) {
    this.it = it;
  }

  /** A text that {@link CaseReader} reads back as an equal case. */
  public static String write(Case it) {
    return new CaseWriter(it).write();
  }

  private String write() {
    add("name", quoted(it.name()));
    if (!it.source().isEmpty()) {
      add("source", quoted(it.source()));
    }
    lines("setup", it.setup().stream().map(CaseWriter::quoted).toList());
    tables();
    lines("steps", it.steps().stream().map(CaseWriter::step).toList());
    line("features", it.features());
    line("compare", it.compare());
    it.tolerance().ifPresent(tolerance -> add("tolerance", String.valueOf(tolerance)));
    it.minimumServer().ifPresent(major -> add("min_pg", String.valueOf(major)));
    switch (it.expectChange()) {
      case NONE -> {}
      case ONCE -> add("expect_change", "\"once\"");
      case EVERY_STEP -> add("expect_change", "true");
    }
    return members.stream().collect(Collectors.joining(",\n  ", "{\n  ", "\n}\n"));
  }

  private void tables() {
    Case.Table first = it.tables().getFirst();
    if (it.tables().size() == 1 && first.name().equals(it.name())) {
      add("query", quoted(first.query()));
    } else {
      lines(
          "tables",
          it.tables().stream()
              .map(table -> "{\"name\": %s, \"query\": %s}".formatted(quoted(table.name()), quoted(table.query())))
              .toList());
    }
  }

  private static String step(List<String> statements) {
    return statements.isEmpty()
        ? "[]"
        : statements.stream().map(CaseWriter::quoted).collect(Collectors.joining(",\n      ", "[\n      ", "\n    ]"));
  }

  private void lines(String key, List<String> values) {
    if (!values.isEmpty()) {
      add(key, values.stream().collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]")));
    }
  }

  private void line(String key, List<String> values) {
    if (!values.isEmpty()) {
      add(key, values.stream().map(CaseWriter::quoted).collect(Collectors.joining(", ", "[", "]")));
    }
  }

  private void add(String key, String value) {
    members.add(quoted(key) + ": " + value);
  }

  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }
}
