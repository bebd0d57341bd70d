package dev.deltamill.ir.diagnostic;

/**
 * Every code a diagnostic can carry. Codes are stable: they are never renumbered and never given a second meaning.
 *
 * <p>DM10xx text and definitions; DM11xx names, types and functions; DM12xx constructs without a delta; DM13xx why a
 * definition refreshes FULL; DM14xx notices.
 */
public enum DiagnosticCode {
  SYNTAX_ERROR("DM1001"),
  UNKNOWN_OPTION("DM1002"),
  BAD_OPTION_VALUE("DM1003"),
  DUPLICATE_NAME("DM1004"),
  DUPLICATE_COLUMN("DM1005"),
  CYCLE("DM1006"),
  COLUMN_COUNT("DM1007"),
  UNNAMED_COLUMN("DM1008"),
  NAME_TOO_LONG("DM1009"),
  RESERVED_NAME("DM1010"),

  UNKNOWN_TABLE("DM1101"),
  UNKNOWN_COLUMN("DM1102"),
  AMBIGUOUS_COLUMN("DM1103"),
  UNKNOWN_FUNCTION("DM1104"),
  AMBIGUOUS_FUNCTION("DM1105"),
  UNKNOWN_OPERATOR("DM1106"),
  UNKNOWN_TYPE("DM1107"),
  TYPE_MISMATCH("DM1108"),
  BAD_LITERAL("DM1109"),
  GROUPING_ERROR("DM1110"),
  AGGREGATE_MISPLACED("DM1111"),
  SET_COLUMN_MISMATCH("DM1112"),
  INVALID_QUERY("DM1113"),

  UNSUPPORTED_CONSTRUCT("DM1201"),
  UNSUPPORTED_SOURCE("DM1202"),
  UNSUPPORTED_AGGREGATE("DM1203"),
  UNSUPPORTED_TYPE("DM1204"),

  VOLATILE_FUNCTION("DM1301"),
  STABLE_FUNCTION("DM1302"),
  DIFFERENTIAL_IMPOSSIBLE("DM1303"),
  NOT_CAPTURED("DM1304"),

  ORDER_BY_IGNORED("DM1401"),
  ;

  private final String code;

  DiagnosticCode(String code) {
    this.code = code;
  }

  /** The code as the user sees it, for example {@code DM1102}. */
  public String code() {
    return code;
  }
}
