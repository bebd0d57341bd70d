package dev.deltamill.codegen.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * A JSON value being written: keys in the order of the calls, one key per line, two spaces of indentation; what was made
 * with {@link #line()} stands on one line. Width decides nothing, so that a longer name changes one line of a diff.
 */
final class JsonText {
  private final boolean oneLine;
  private final List<String> members = new ArrayList<>();

  private JsonText(boolean oneLine) {
    this.oneLine = oneLine;
  }

  static JsonText block() {
    return new JsonText(false);
  }

  static JsonText line() {
    return new JsonText(true);
  }

  JsonText text(String key, String value) {
    return raw(key, quote(value));
  }

  JsonText number(String key, int value) {
    return raw(key, Integer.toString(value));
  }

  JsonText flag(String key, boolean value) {
    return raw(key, Boolean.toString(value));
  }

  JsonText constant(String key, Enum<?> value) {
    return text(key, value.name().toLowerCase(Locale.ROOT));
  }

  JsonText object(String key, JsonText value) {
    return raw(key, value.toString());
  }

  <T> JsonText texts(String key, List<T> values, Function<T, String> form) {
    return raw(key, "[" + String.join(", ", values.stream().map(form).map(JsonText::quote).toList()) + "]");
  }

  <T> JsonText objects(String key, List<T> values, Function<T, JsonText> form) {
    List<String> texts = values.stream().map(form).map(JsonText::toString).toList();
    return raw(key, enclose("[", texts, "]", false));
  }

  private JsonText raw(String key, String value) {
    members.add(quote(key) + ": " + value);
    return this;
  }

  private static String quote(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
  }

  private static String enclose(String open, List<String> parts, String close, boolean oneLine) {
    if (oneLine || parts.isEmpty()) {
      return open + String.join(", ", parts) + close;
    }
    // A line end inside a value can only be our own: JSON escapes all others.
    return open + ("\n" + String.join(",\n", parts)).replace("\n", "\n  ") + "\n" + close;
  }

  @Override
  public String toString() {
    return enclose("{", members, "}", oneLine);
  }
}
