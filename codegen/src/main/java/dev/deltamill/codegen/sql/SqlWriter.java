package dev.deltamill.codegen.sql;

import java.util.List;

/** Lines of SQL. Owns indentation (two spaces) and line ends (LF); never wraps by width, so one longer name changes one line. */
public final class SqlWriter {
  private final StringBuilder text = new StringBuilder();
  private int depth;

  public SqlWriter line(String line) {
    for (String part : line.split("\n", -1)) {
      text.append(part.isEmpty() ? "" : "  ".repeat(depth)).append(part).append('\n');
    }
    return this;
  }

  public SqlWriter blank() {
    text.append('\n');
    return this;
  }

  /** A comment, one line per line of text. */
  public SqlWriter comment(String comment) {
    comment.lines().forEach(part -> line("-- " + part));
    return this;
  }

  /** What {@code body} writes, one level deeper. */
  public SqlWriter indented(Runnable body) {
    depth++;
    body.run();
    depth--;
    return this;
  }

  /** Items one per line, one level deeper, commas between. */
  public SqlWriter items(List<String> items) {
    return indented(() -> joined(items, ",", ""));
  }

  /** Conditions one per line: {@code keyword a}, then {@code AND b} one level deeper. Nothing for none. */
  public SqlWriter conditions(String keyword, List<String> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      String condition = conditions.get(i);
      if (i == 0) {
        line(keyword + " " + condition);
      } else {
        indented(() -> line("AND " + condition));
      }
    }
    return this;
  }

  /** Items one per line with a separator behind all but the last, and an ending behind the last. */
  public SqlWriter joined(List<String> items, String separator, String ending) {
    for (int i = 0; i < items.size(); i++) {
      line(items.get(i) + (i + 1 < items.size() ? separator : ending));
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
