package dev.deltamill.ir.name;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One part of a name, exactly as PostgreSQL's catalog holds it (already folded or unquoted).
 *
 * @param value the name; at most 63 bytes in UTF-8 where PostgreSQL is to store it, never empty
 */
public record Identifier(String value) implements Comparable<Identifier> {
  /** As many bytes of UTF-8 as PostgreSQL keeps of a name. */
  public static final int LONGEST = 63;

  public Identifier {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an identifier is never empty");
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an identifier holds no NUL character");
    }
  }

  /** The identifier as SQL text: bare where PostgreSQL reads it back unchanged, else in double quotes. */
  public String sql() {
    return isPlain(value) && !Keywords.QUOTED.contains(value) ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  /** A name with something behind it, of which PostgreSQL keeps every byte: where both are too long, the end of the name is left out. */
  public static String suffixed(String name, String suffix) {
    int room = LONGEST - suffix.getBytes(StandardCharsets.UTF_8).length;
    int end = name.length();
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > room) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end) + suffix;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c == '_';
      if (!letter && (i == 0 || !(c >= '0' && c <= '9'))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(Identifier other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return sql();
  }

  /**
   * Keywords that cannot stand bare as a table or column name or alias: all but the unreserved ones of PostgreSQL 14–18
   * (manual, appendix C), so that text written for one version is read by every other.
   */
  private static final class Keywords {
    static final Set<String> QUOTED =
        Arrays.stream(
                """
                all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both
                case cast char character check coalesce collate collation column concurrently constraint create cross
                current_catalog current_date current_role current_schema current_time current_timestamp current_user
                dec decimal default deferrable desc distinct do double else end except exists extract false fetch filter
                float for foreign freeze from full grant greatest group grouping having ilike in initially inner inout
                int integer intersect interval into is isnull join json json_array json_arrayagg json_exists json_object
                json_objectagg json_query json_scalar json_serialize json_table json_value lateral leading least left
                like limit localtime localtimestamp merge_action national natural nchar none normalize not notnull null
                nullif numeric offset on only operator or order out outer overlaps overlay placing position precision primary
                real references returning right row select session_user setof similar smallint some substring symmetric
                system_user table tablesample then time timestamp to trailing treat trim true union unique user using
                values varchar variadic verbose when where window with within without xmlattributes xmlconcat xmlelement
                xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable year month day hour
                minute second over precision varying
                """
                    .trim()
                    .split("\\s+"))
            .collect(Collectors.toUnmodifiableSet());

    private Keywords() {}
  }
}
