package dev.deltamill.runtime;

/** Why the runtime did not do what it was asked for: one clear message, and nothing was changed unless the message says so. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Code code;
  private final String remedy;

  public Problem(Code code, String message, String remedy) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }

  Problem(Code code, String message, String remedy, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.remedy = remedy;
  }

  public Code code() {
    return code;
  }

  /** What the user can do about it; may be empty. */
  public String remedy() {
    return remedy;
  }

  /** Codes are stable: they are never renumbered and never given a second meaning. */
  public enum Code {
    BAD_CONNECTION_SETTINGS("DM2001"),
    UNREACHABLE("DM2002"),
    LOGIN_REFUSED("DM2003"),
    UNKNOWN_DATABASE("DM2004"),
    CONNECTION_LOST("DM2005"),
    UNSUPPORTED_SERVER("DM2006"),

    NOT_INSTALLED("DM2101"),
    NEWER_CATALOG("DM2102"),
    MISSING_PRIVILEGE("DM2103"),
    TAMPERED_ARTIFACT("DM2104"),
    OTHER_SERVER_VERSION("DM2105"),
    SOURCE_DIFFERS("DM2106"),
    ROW_SECURITY("DM2107"),
    NAME_TAKEN("DM2108"),
    COLUMNS_DIFFER("DM2109"),
    INCOMPLETE_SET("DM2110"),
    HAS_CONSUMERS("DM2111"),

    BUSY("DM2201"),
    NEGATIVE_MULTIPLICITY("DM2202"),
    DATABASE_ERROR("DM2203");

    private final String code;

    Code(String code) {
      this.code = code;
    }

    /** The code as the user sees it, for example {@code DM2103}. */
    public String code() {
      return code;
    }
  }
}
