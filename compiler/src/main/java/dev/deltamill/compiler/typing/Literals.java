package dev.deltamill.compiler.typing;

import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.type.SqlType;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be known of a constant's text without the server: that it cannot be read, or that it means another value tomorrow. */
final class Literals {
  private static final Set<String> DATE_TYPES = Set.of("date", "timestamp", "timestamptz", "time", "timetz");
  private static final Pattern MOVING = Pattern.compile("\\b(now|today|tomorrow|yesterday)\\b");
  private static final Pattern WITH_ZONE =
      Pattern.compile(
          ".*\\d:\\d{2}(:\\d{2}(\\.\\d+)?)?\\s*([+-]\\d{1,2}(:?\\d{2}){0,2}|z|[a-z]+(/[a-z_]+)*)(\\s+(bc|ad))?",
          Pattern.DOTALL);
  private static final Pattern ISO_DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[ t].*)?", Pattern.DOTALL);
  private static final Pattern INTEGER =
      Pattern.compile("[+-]?(\\d+(_\\d+)*|0x(_?[0-9a-f])+|0o(_?[0-7])+|0b(_?[01])+)");
  private static final Set<String> TIMELESS = Set.of("infinity", "+infinity", "-infinity", "epoch");

  private Literals() {}

  /** Complains about a text that the type's input function would not read, as far as that is sure. */
  static void check(String text, SqlType type, Span span) {
    String trimmed = text.strip().toLowerCase(Locale.ROOT);
    boolean readable =
        switch (typname(type)) {
          case "int2" -> isInteger(trimmed, 15);
          case "int4" -> isInteger(trimmed, 31);
          case "int8" -> isInteger(trimmed, 63);
          case "bool" -> isBoolean(trimmed);
          case "date", "timestamp", "timestamptz" -> isDate(trimmed);
          default -> true;
        };
    if (!readable) {
      throw new TypingException(
          DiagnosticCode.BAD_LITERAL,
          span,
          "invalid input syntax for type " + type.sql() + ": \"" + text + "\"",
          "Write a value that " + type.sql() + " can hold, or cast the literal to the type it is meant to be.");
    }
  }

  /** Takes note of a constant whose meaning depends on the day or on the session. */
  static void note(String text, SqlType type, Span span, Findings findings) {
    String typname = typname(type);
    if (!DATE_TYPES.contains(typname)) {
      return;
    }
    String trimmed = text.strip().toLowerCase(Locale.ROOT);
    Matcher moving = MOVING.matcher(trimmed);
    if (moving.find()) {
      findings.noteLiteral(
          span,
          "the literal '" + text + "' means another " + type.sql() + " at another time",
          "Write the date itself, or accept FULL refreshes.");
    } else if ((typname.equals("timestamptz") || typname.equals("timetz"))
        && !TIMELESS.contains(trimmed)
        && !WITH_ZONE.matcher(trimmed).matches()) {
      findings.noteLiteral(
          span,
          "the literal '" + text + "' names no time zone, so it means what the session's TimeZone makes of it",
          "Write the offset: '" + text + "+00'.");
    }
  }

  private static String typname(SqlType type) {
    return type.name().isBuiltin() ? type.name().name().value() : "";
  }

  private static boolean isInteger(String text, int bits) {
    if (!INTEGER.matcher(text).matches()) {
      return false;
    }
    String digits = text.replace("_", "").replace("+", "");
    int radix = digits.contains("0x") ? 16 : digits.contains("0o") ? 8 : digits.contains("0b") ? 2 : 10;
    BigInteger value = new BigInteger(radix == 10 ? digits : digits.replaceFirst("0[xob]", ""), radix);
    return value.bitLength() <= bits;
  }

  private static boolean isBoolean(String text) {
    return !text.isEmpty()
        && ("true".startsWith(text)
            || "false".startsWith(text)
            || "yes".startsWith(text)
            || "no".startsWith(text)
            || text.equals("1")
            || text.equals("0")
            || text.equals("on")
            || text.equals("of")
            || text.equals("off"));
  }

  /** Only texts that look like an ISO date are judged: PostgreSQL reads many other forms, some by DateStyle. */
  private static boolean isDate(String text) {
    if (text.isEmpty()) {
      return false;
    }
    Matcher iso = ISO_DATE.matcher(text);
    if (!iso.matches() || text.endsWith("bc")) {
      return text.chars().anyMatch(Character::isDigit)
          || MOVING.matcher(text).find()
          || TIMELESS.contains(text);
    }
    try {
      var _ = LocalDate.of(Integer.parseInt(iso.group(1)), Integer.parseInt(iso.group(2)), Integer.parseInt(iso.group(3)));
      return !iso.group(1).equals("0000");
    } catch (DateTimeException _) {
      return false;
    }
  }
}
