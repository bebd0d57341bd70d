package dev.deltamill.compiler.catalog;

/** A catalog file that cannot be read: damaged, edited by hand, or written by a newer version. */
public final class CatalogFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final String what;
  private final String remedy;

  CatalogFormatException(int line, String what, String remedy) {
    super("catalog file, line " + line + ": " + what + ". " + remedy);
    this.line = line;
    this.what = what;
    this.remedy = remedy;
  }

  /** Where it is wrong, from 1. */
  public int line() {
    return line;
  }

  /** What is wrong there, a clause without full stop. */
  public String what() {
    return what;
  }

  /** What the user can do about it, a sentence. */
  public String remedy() {
    return remedy;
  }
}
