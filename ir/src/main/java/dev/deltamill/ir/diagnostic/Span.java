package dev.deltamill.ir.diagnostic;

/**
 * A stretch of a source file. Lines and columns start at 1; columns count characters (UTF-16 units as Java does).
 *
 * @param file the name under which the user knows the file
 * @param endLine the line of the last character
 * @param endColumn the column behind the last character
 */
public record Span(String file, int line, int column, int endLine, int endColumn) {
  public static Span at(String file, int line, int column) {
    return new Span(file, line, column, line, column + 1);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
