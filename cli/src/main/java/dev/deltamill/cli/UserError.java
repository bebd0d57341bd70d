package dev.deltamill.cli;

/** What the user asked for cannot be done as it stands; nothing was changed. */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String remedy;

  public UserError(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  public UserError(String message, String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
