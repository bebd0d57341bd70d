package dev.deltamill.compiler.catalog;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A JSON object with the lines of its parts, of which each key is taken once; what nobody took is an error, so a key
 * that this version does not know is never skipped in silence.
 */
final class JsonObject {
  private sealed interface Value {
    int line();
  }

  private record Text(int line, String value) implements Value {}

  private record Number(int line, int value) implements Value {}

  private record Flag(int line, boolean value) implements Value {}

  private record Array(int line, List<Value> values) implements Value {}

  private record Nested(int line, JsonObject value) implements Value {}

  private final int line;
  private final Map<String, Value> members = new LinkedHashMap<>();

  private JsonObject(int line) {
    this.line = line;
  }

  /** Reads the object whose opening brace is the parser's current token. */
  static JsonObject read(JsonParser parser) {
    JsonObject object = new JsonObject(line(parser));
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int line = line(parser);
      parser.nextToken();
      if (object.members.put(key, value(parser)) != null) {
        throw damaged(line, "the key \"" + key + "\" stands twice");
      }
    }
    return object;
  }

  private static Value value(JsonParser parser) {
    int line = line(parser);
    return switch (parser.currentToken()) {
      case START_OBJECT -> new Nested(line, read(parser));
      case START_ARRAY -> {
        List<Value> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          values.add(value(parser));
        }
        yield new Array(line, values);
      }
      case VALUE_STRING -> new Text(line, parser.getString());
      case VALUE_NUMBER_INT -> new Number(line, parser.getIntValue());
      case VALUE_TRUE -> new Flag(line, true);
      case VALUE_FALSE -> new Flag(line, false);
      case VALUE_NULL -> throw damaged(line, "there is a null where a value is needed");
      case null, default -> throw damaged(line, "there is " + parser.currentToken() + " where a value is needed");
    };
  }

  static CatalogFormatException damaged(int line, String what) {
    return new CatalogFormatException(line, what, "Take a new snapshot with `deltamill catalog`.");
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  String text(String key) {
    return text(key, required(key));
  }

  Optional<String> optionalText(String key) {
    return optional(key, value -> text(key, value));
  }

  int number(String key) {
    return number(key, required(key));
  }

  Optional<Integer> optionalNumber(String key) {
    return optional(key, value -> number(key, value));
  }

  boolean flag(String key) {
    return optional(key, value -> flag(key, value)).orElse(false);
  }

  Identifier identifier(String key) {
    return identifier(key, required(key));
  }

  QualifiedName name(String key) {
    return name(key, required(key));
  }

  Optional<QualifiedName> optionalName(String key) {
    return optional(key, value -> name(key, value));
  }

  /** A type under the key "type", its modifier under "modifier". */
  SqlType type() {
    return new SqlType(name("type"), optionalNumber("modifier").orElse(-1));
  }

  <E extends Enum<E>> E constant(String key, Class<E> type) {
    Value value = required(key);
    String text = text(key, value);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw damaged(value.line(), "\"" + key + "\" is \"" + text + "\", which is none of its values");
  }

  List<Identifier> identifiers(String key) {
    return list(key, value -> identifier(key, value));
  }

  List<QualifiedName> names(String key) {
    return list(key, value -> name(key, value));
  }

  List<String> texts(String key) {
    return list(key, value -> text(key, value));
  }

  /** Objects under a key that may be missing, each read to its end. */
  <T> List<T> objects(String key, Function<JsonObject, T> form) {
    return list(
        key,
        value -> {
          if (!(value instanceof Nested(_, JsonObject object))) {
            throw mismatch(key, value, "objects");
          }
          T result = form.apply(object);
          object.end(key);
          return result;
        });
  }

  /** Demands a key that may not be missing even where its list is empty. */
  JsonObject require(String key) {
    if (!members.containsKey(key)) {
      throw damaged(line, "the key \"" + key + "\" is missing");
    }
    return this;
  }

  /** Ends the reading of this object. */
  void end(String where) {
    members.forEach(
        (key, value) -> {
          throw damaged(value.line(), "the key \"" + key + "\" is unknown in \"" + where + "\"");
        });
  }

  int line(String key) {
    Value value = members.get(key);
    return value == null ? line : value.line();
  }

  private Value required(String key) {
    require(key);
    @Nullable Value value = members.remove(key);
    if (value == null) {
      throw new IllegalStateException(key);
    }
    return value;
  }

  private <T> Optional<T> optional(String key, Function<Value, T> form) {
    return Optional.ofNullable(members.remove(key)).map(form);
  }

  private <T> List<T> list(String key, Function<Value, T> form) {
    return optional(key, value -> list(key, value)).orElse(List.of()).stream().map(form).toList();
  }

  private static List<Value> list(String key, Value value) {
    if (value instanceof Array(_, List<Value> values)) {
      return values;
    }
    throw mismatch(key, value, "a list");
  }

  private static String text(String key, Value value) {
    if (value instanceof Text(_, String text)) {
      return text;
    }
    throw mismatch(key, value, "a text");
  }

  private static int number(String key, Value value) {
    if (value instanceof Number(_, int number)) {
      return number;
    }
    throw mismatch(key, value, "a number");
  }

  private static boolean flag(String key, Value value) {
    if (value instanceof Flag(_, boolean flag)) {
      return flag;
    }
    throw mismatch(key, value, "true or false");
  }

  private static Identifier identifier(String key, Value value) {
    try {
      return new Identifier(text(key, value));
    } catch (IllegalArgumentException e) {
      throw damaged(value.line(), "\"" + key + "\" holds no identifier: " + e.getMessage());
    }
  }

  private static QualifiedName name(String key, Value value) {
    String text = text(key, value);
    try {
      return JsonNames.read(text);
    } catch (IllegalArgumentException e) {
      throw damaged(value.line(), "\"" + key + "\" holds no name but \"" + text + "\": " + e.getMessage());
    }
  }

  private static CatalogFormatException mismatch(String key, Value value, String expected) {
    return damaged(value.line(), "\"" + key + "\" needs " + expected);
  }
}
