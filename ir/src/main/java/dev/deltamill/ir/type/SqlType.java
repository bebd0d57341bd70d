package dev.deltamill.ir.type;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.util.Map;
import java.util.Set;

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

  /** Types of which two equal values are the same bytes; text under deterministic collations. */
  private static final Set<String> ONE_IMAGE =
      Set.of(
          "bool", "int2", "int4", "int8", "text", "varchar", "name", "char", "date", "time", "timestamp", "timestamptz", "uuid", "bytea", "oid",
          "macaddr", "macaddr8", "xid8");

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

  /**
   * Whether values that are {@code =} are also the same bytes. Numeric and character need a modifier that fixes scale or padding. Not so, for
   * example: bare numeric (1.0 = 1.00), interval ('1 mon' = '30 days'), float (0 = -0), jsonb; and unknown to us: types of users.
   */
  public boolean hasOneImage() {
    if (is("numeric") || is("bpchar")) {
      return modifier >= 0;
    }
    String typname = name.name().value();
    return name.isBuiltin() && ONE_IMAGE.contains(typname.startsWith("_") ? typname.substring(1) : typname);
  }

  /** Whether it is the array type that PostgreSQL makes for every type: no other name begins like theirs, unless a user chose it so. */
  public boolean isArray() {
    return name.name().value().startsWith("_") && name.name().value().length() > 1;
  }

  /** The type as SQL text with its modifier, exactly as {@code format_type} writes it under {@code search_path = pg_catalog}. */
  public String sql() {
    String typname = name.name().value();
    boolean array = isArray();
    String base = array ? typname.substring(1) : typname;
    String text =
        name.isBuiltin()
            ? withModifierText(base, GRAMMAR_NAMES.getOrDefault(base, new Identifier(base).sql()))
            : new QualifiedName(name.schema(), new Identifier(base)).sql();
    return array ? text + "[]" : text;
  }

  private String withModifierText(String base, String known) {
    if (modifier < 0) {
      // Bare "character" would mean character(1), bare "bit" bit(1).
      return base.equals("bpchar") ? "bpchar" : base.equals("bit") ? "\"bit\"" : known;
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
      case "interval" -> known + intervalFields(modifier >> 16 & 0x7FFF) + intervalPrecision(modifier & 0xFFFF);
      default -> known;
    };
  }

  /** {@code timestamp.c}, {@code intervaltypmodout}: which fields an interval is restricted to. */
  private static String intervalFields(int mask) {
    int month = 1 << 1;
    int year = 1 << 2;
    int day = 1 << 3;
    int hour = 1 << 10;
    int minute = 1 << 11;
    int second = 1 << 12;
    Map<Integer, String> texts =
        Map.ofEntries(
            Map.entry(year, " year"),
            Map.entry(month, " month"),
            Map.entry(day, " day"),
            Map.entry(hour, " hour"),
            Map.entry(minute, " minute"),
            Map.entry(second, " second"),
            Map.entry(year | month, " year to month"),
            Map.entry(day | hour, " day to hour"),
            Map.entry(day | hour | minute, " day to minute"),
            Map.entry(day | hour | minute | second, " day to second"),
            Map.entry(hour | minute, " hour to minute"),
            Map.entry(hour | minute | second, " hour to second"),
            Map.entry(minute | second, " minute to second"));
    return texts.getOrDefault(mask, "");
  }

  private static String intervalPrecision(int precision) {
    return precision == 0xFFFF ? "" : "(" + precision + ")";
  }

  @Override
  public String toString() {
    return sql();
  }
}
