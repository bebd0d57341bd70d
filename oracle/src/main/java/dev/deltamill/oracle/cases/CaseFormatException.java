package dev.deltamill.oracle.cases;

/** A file that is no case. The message names file, line and column. */
public final class CaseFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String remedy;

  CaseFormatException(String file, int line, int column, String what, String remedy) {
    super("%s:%d:%d: %s".formatted(file, line, column, what));
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
