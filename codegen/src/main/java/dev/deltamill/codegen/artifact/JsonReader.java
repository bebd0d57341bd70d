package dev.deltamill.codegen.artifact;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object that is taken apart key by key; what is missing, of another type or left over is an error with its place. */
final class JsonReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;
  private final String place;
  private final JsonNode object;
  private final Set<String> taken = new HashSet<>();

  private JsonReader(String file, String place, JsonNode object) {
    this.file = file;
    this.place = place;
    this.object = object;
  }

  /** Reads a file whose key {@code format} says a version that is known; {@code form} need not take that key. */
  static <T> T read(String file, String json, Function<JsonReader, T> form) {
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (JacksonException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      // Jackson adds where it read from, which is our string and not the user's file.
      String what = e.getOriginalMessage().replaceFirst("(?s) *\\(?(start marker at)? *\\[Source.*", "");
      throw new ArtifactFormatException(file, "it is not JSON" + where + ": " + what, REMEDY);
    }
    JsonReader reader = new JsonReader(file, "", node);
    if (!node.isObject()) {
      throw reader.damaged("it is not a JSON object");
    }
    int format = reader.number("format");
    if (format > Hashes.FORMAT) {
      throw new ArtifactFormatException(
          file,
          "it has format " + format + " and this version of Deltamill reads up to " + Hashes.FORMAT,
          "Use the version of Deltamill that wrote it, or a newer one.");
    }
    if (format < 1) {
      throw reader.damaged("there is no format " + format);
    }
    return reader.all(form);
  }

  private static final String REMEDY = "Restore it from version control, or delete it and compile again.";

  ArtifactFormatException damaged(String what) {
    return new ArtifactFormatException(file, what, REMEDY);
  }

  private <T> T all(Function<JsonReader, T> form) {
    T value = form.apply(this);
    for (String key : object.propertyNames()) {
      if (!taken.contains(key)) {
        throw damaged("the key \"" + path(key) + "\" is unknown");
      }
    }
    return value;
  }

  boolean has(String key) {
    return object.has(key);
  }

  String text(String key) {
    return text(path(key), take(key));
  }

  int number(String key) {
    JsonNode node = take(key);
    if (!node.isInt()) {
      throw damaged("\"" + path(key) + "\" is not a number");
    }
    return node.intValue();
  }

  boolean flag(String key) {
    JsonNode node = take(key);
    if (!node.isBoolean()) {
      throw damaged("\"" + path(key) + "\" is neither true nor false");
    }
    return node.booleanValue();
  }

  <E extends Enum<E>> E constant(String key, Class<E> type) {
    String text = text(key);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw damaged("\"" + path(key) + "\" is \"" + text + "\", which is none of its values");
  }

  String sha256(String key) {
    String text = text(key);
    if (!text.matches("[0-9a-f]{64}")) {
      throw damaged("\"" + path(key) + "\" is not a SHA-256 in lower-case hex");
    }
    return text;
  }

  Identifier identifier(String key) {
    return identifier(path(key), text(key));
  }

  QualifiedName name(String key) {
    return name(path(key), text(key));
  }

  List<String> texts(String key) {
    return list(key, this::text);
  }

  List<Identifier> identifiers(String key) {
    return list(key, (place, node) -> identifier(place, text(place, node)));
  }

  List<QualifiedName> names(String key) {
    return list(key, (place, node) -> name(place, text(place, node)));
  }

  <T> T object(String key, Function<JsonReader, T> form) {
    return object(path(key), take(key), form);
  }

  <T> List<T> objects(String key, Function<JsonReader, T> form) {
    return list(key, (place, node) -> object(place, node, form));
  }

  private <T> T object(String place, JsonNode node, Function<JsonReader, T> form) {
    if (!node.isObject()) {
      throw damaged("\"" + place + "\" is not an object");
    }
    return new JsonReader(file, place + ".", node).all(form);
  }

  private interface Form<T> {
    T read(String place, JsonNode node);
  }

  private <T> List<T> list(String key, Form<T> form) {
    JsonNode node = take(key);
    if (!node.isArray()) {
      throw damaged("\"" + path(key) + "\" is not a list");
    }
    List<T> values = new ArrayList<>();
    for (JsonNode value : node.values()) {
      values.add(form.read(path(key) + "[" + values.size() + "]", value));
    }
    return values;
  }

  private JsonNode take(String key) {
    taken.add(key);
    @Nullable JsonNode node = object.get(key);
    if (node == null) {
      throw damaged("the key \"" + path(key) + "\" is missing");
    }
    return node;
  }

  private String text(String place, JsonNode node) {
    if (!node.isString()) {
      throw damaged("\"" + place + "\" is not a text");
    }
    return node.stringValue();
  }

  private Identifier identifier(String place, String text) {
    try {
      return new Identifier(text);
    } catch (IllegalArgumentException e) {
      throw damaged("\"" + place + "\" is no identifier: " + e.getMessage());
    }
  }

  private QualifiedName name(String place, String text) {
    List<Identifier> parts = new ArrayList<>();
    int at = 0;
    while (at <= text.length()) {
      StringBuilder part = new StringBuilder();
      if (text.startsWith("\"", at)) {
        int end = at + 1;
        while (end < text.length() && (text.charAt(end) != '"' || text.startsWith("\"\"", end))) {
          part.append(text.charAt(end));
          end += text.charAt(end) == '"' ? 2 : 1;
        }
        at = end + 1;
      } else {
        int dot = text.indexOf('.', at);
        int end = dot < 0 ? text.length() : dot;
        part.append(text, at, end);
        at = end;
      }
      parts.add(identifier(place, part.toString()));
      at++;
    }
    if (parts.size() == 2) {
      QualifiedName name = new QualifiedName(parts.get(0), parts.get(1));
      // Keywords may be quoted by another version that this one would leave bare.
      if (text.replace("\"", "").equals(name.sql().replace("\"", ""))) {
        return name;
      }
    }
    throw damaged("\"" + place + "\" is no name with a schema but \"" + text + "\"");
  }

  private String path(String key) {
    return place + key;
  }
}
