package dev.deltamill.ir.type;

import dev.deltamill.ir.name.QualifiedName;
import java.util.Map;

/**
 * A PostgreSQL type, opaque but for its name: {@code pg_type} is looked up by name rather than by oid, because oids of
 * user-defined types differ between databases that hold the same schema and an artifact must not.
 *
 * @param name schema and {@code typname} of the type, for example {@code pg_catalog.int4}; arrays are {@code _int4}
 * @param modifier {@code atttypmod}, or −1 for none
 */
public record SqlType(QualifiedName name, int modifier) {
  public static final SqlType BOOLEAN = builtin("bool");
  public static final SqlType SMALLINT = builtin("int2");
  public static final SqlType INTEGER = builtin("int4");
  public static final SqlType BIGINT = builtin("int8");
  public static final SqlType NUMERIC = builtin("numeric");
  public static final SqlType TEXT = builtin("text");
  public static final SqlType BYTEA = builtin("bytea");

  /** The type of a literal or NULL that context has not decided yet (manual, chapter 10). */
  public static final SqlType UNKNOWN = builtin("unknown");

  /** Names that the SQL grammar knows; every other type is written with its schema. */
  private static final Map<String, String> GRAMMAR_NAMES =
      Map.ofEntries(
          Map.entry("bool", "boolean"),
          Map.entry("int2", "smallint"),
          Map.entry("int4", "integer"),
          Map.entry("int8", "bigint"),
          Map.entry("float4", "real"),
          Map.entry("float8", "double precision"),
          Map.entry("numeric", "numeric"),
          Map.entry("varchar", "character varying"),
          Map.entry("bpchar", "character"),
          Map.entry("bit", "bit"),
          Map.entry("varbit", "bit varying"),
          Map.entry("time", "time without time zone"),
          Map.entry("timetz", "time with time zone"),
          Map.entry("timestamp", "timestamp without time zone"),
          Map.entry("timestamptz", "timestamp with time zone"),
          Map.entry("interval", "interval"),
          Map.entry("date", "date"),
          Map.entry("text", "text"),
          Map.entry("bytea", "bytea"),
          Map.entry("uuid", "uuid"),
          Map.entry("json", "json"),
          Map.entry("jsonb", "jsonb"),
          Map.entry("xml", "xml"),
          Map.entry("inet", "inet"),
          Map.entry("cidr", "cidr"),
          Map.entry("money", "money"),
          Map.entry("name", "name"),
          Map.entry("oid", "oid"));

  public static SqlType builtin(String name) {
    return new SqlType(QualifiedName.builtin(name), -1);
  }

  public static SqlType of(QualifiedName name) {
    return new SqlType(name, -1);
  }

  public SqlType withModifier(int typmod) {
    return new SqlType(name, typmod);
  }

  /** Whether this is the built-in type of that {@code typname}, whatever its modifier. */
  public boolean is(String typname) {
    return name.isBuiltin() && name.name().value().equals(typname);
  }

  public boolean isNumber() {
    return is("int2") || is("int4") || is("int8") || is("numeric");
  }

  /**
   * Digits after the decimal point that every finite value of this type carries, or −1 where values may differ: integers
   * have 0, {@code numeric(p,s)} has {@code s}, bare {@code numeric} has −1.
   */
  public int scale() {
    if (is("int2") || is("int4") || is("int8")) {
      return 0;
    }
    if (!is("numeric") || modifier < 0) {
      return -1;
    }
    int scale = modifier - 4 & 0x7FF;
    return (scale ^ 1024) - 1024 < 0 ? 0 : scale;
  }

  /** The type as SQL text, with its modifier, as {@code format_type} would write it. */
  public String sql() {
    if (!name.isBuiltin()) {
      return name.sql();
    }
    String typname = name.name().value();
    boolean array = typname.startsWith("_");
    String base = array ? typname.substring(1) : typname;
    String known = GRAMMAR_NAMES.get(base);
    if (known == null) {
      return name.sql();
    }
    return withModifierText(base, known) + (array ? "[]" : "");
  }

  private String withModifierText(String base, String known) {
    if (modifier < 0) {
      // Bare "character" would mean character(1), bare "bit" bit(1).
      return base.equals("bpchar") ? "bpchar" : base.equals("bit") ? "pg_catalog.\"bit\"" : known;
    }
    return switch (base) {
      case "numeric" -> {
        int scale = ((modifier - 4 & 0x7FF) ^ 1024) - 1024;
        yield known + "(" + (modifier - 4 >> 16 & 0xFFFF) + "," + scale + ")";
      }
      case "varchar", "bpchar" -> known + "(" + (modifier - 4) + ")";
      case "bit", "varbit" -> known + "(" + modifier + ")";
      case "time", "timetz", "timestamp", "timestamptz" -> {
        int space = known.indexOf(' ');
        yield known.substring(0, space) + "(" + modifier + ")" + known.substring(space);
      }
      // Fields of an interval (DAY TO SECOND …) are left out: the wider type holds the same values.
      case "interval" ->
          (modifier >> 16 & 0x7FFF) == 0x7FFF && (modifier & 0xFFFF) != 0xFFFF
              ? known + "(" + (modifier & 0xFFFF) + ")"
              : known;
      default -> known;
    };
  }

  @Override
  public String toString() {
    return sql();
  }
}
