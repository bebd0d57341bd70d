package dev.deltamill.cli.terminal;

import java.util.Collection;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Results for programs: one JSON document on {@code out}. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static <T> ArrayNode array(Collection<T> values, Function<T, JsonNode> form) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(form.apply(value)));
    return array;
  }

  public static <T> ArrayNode texts(Collection<T> values, Function<T, String> form) {
    return array(values, value -> JsonNodeFactory.instance.stringNode(form.apply(value)));
  }

  public static void print(Console console, JsonNode json) {
    console.out().println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json));
  }
}
