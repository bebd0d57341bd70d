package dev.deltamill.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A table for eyes: columns as wide as their widest cell, two spaces between, a header, no lines. */
public final class TextTable {
  private record Cell(String text, UnaryOperator<String> style) {}

  private final List<String> headers;
  private final List<Boolean> right;
  private final List<List<Cell>> rows = new ArrayList<>();

  /** @param headers numbers stand to the right under a header that begins with {@code >} */
  public TextTable(String... headers) {
    this.headers = List.of(headers).stream().map(header -> header.startsWith(">") ? header.substring(1) : header).toList();
    this.right = List.of(headers).stream().map(header -> header.startsWith(">")).toList();
  }

  public TextTable row(Object... cells) {
    if (cells.length != headers.size()) {
      throw new IllegalArgumentException(cells.length + " cells under " + headers.size() + " headers");
    }
    rows.add(new ArrayList<>(List.of(cells).stream().map(cell -> new Cell(cell.toString(), text -> text)).toList()));
    return this;
  }

  /** Styles a cell of the last row. */
  public TextTable style(int column, UnaryOperator<String> style) {
    List<Cell> row = rows.getLast();
    row.set(column, new Cell(row.get(column).text(), style));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public String render(Style style) {
    StringBuilder out = new StringBuilder();
    append(out, headers.stream().map(header -> new Cell(header, style::dim)).toList());
    rows.forEach(row -> append(out, row));
    return out.toString();
  }

  private void append(StringBuilder out, List<Cell> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      String pad = " ".repeat(width(i) - length(cell.text()));
      String text = cell.style().apply(cell.text());
      line.append(right.get(i) ? pad + text : text + pad).append(i + 1 < cells.size() ? "  " : "");
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private int width(int column) {
    int width = length(headers.get(column));
    for (List<Cell> row : rows) {
      width = Math.max(width, length(row.get(column).text()));
    }
    return width;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
