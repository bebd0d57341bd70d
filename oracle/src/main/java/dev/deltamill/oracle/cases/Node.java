package dev.deltamill.oracle.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/** A value of a JSON file that knows its place, so that a message can say where something is wrong. */
sealed interface Node {
  Place place();

  /** From 1. */
  record Place(String file, int line, int column) {
    CaseFormatException wrong(String what, String remedy) {
      return new CaseFormatException(file, line, column, what, remedy);
    }
  }

  record Text(Place place, String value) implements Node {}

  record Number(Place place, double value) implements Node {}

  record Flag(Place place, boolean value) implements Node {}

  record Null(Place place) implements Node {}

  record Items(Place place, List<Node> values) implements Node {}

  record Members(Place place, Map<String, Node> values) implements Node {}

  /** Reads the only value of a text. */
  static Node read(String file, String json) {
    try (JsonParser parser = JsonMapper.shared().createParser(json)) {
      parser.nextToken();
      Node node = new Reading(file, parser).value();
      if (parser.nextToken() != null) {
        throw place(file, parser.currentTokenLocation()).wrong("something follows the end of the case", "One file holds one case.");
      }
      return node;
    } catch (JacksonException e) {
      TokenStreamLocation location = e.getLocation();
      Place place = location == null ? new Place(file, 1, 1) : place(file, location);
      throw place.wrong("this is not JSON: " + firstLine(e.getOriginalMessage()), "Correct the file.");
    }
  }

  private static Place place(String file, TokenStreamLocation location) {
    return new Place(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** One pass over a file. */
  record Reading(String file, JsonParser parser) {
    /** The value that begins with the parser's current token. */
    Node value() {
      Place place = place(file, parser.currentTokenLocation());
      return switch (parser.currentToken()) {
        case START_OBJECT -> new Members(place, members());
        case START_ARRAY -> new Items(place, items());
        case VALUE_STRING -> new Text(place, parser.getString());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Number(place, parser.getDoubleValue());
        case VALUE_TRUE -> new Flag(place, true);
        case VALUE_FALSE -> new Flag(place, false);
        case VALUE_NULL -> new Null(place);
        case null, default -> throw place.wrong("there is nothing where a value is needed", "Correct the file.");
      };
    }

    private Map<String, Node> members() {
      Map<String, Node> values = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        Place place = place(file, parser.currentTokenLocation());
        parser.nextToken();
        if (values.put(key, value()) != null) {
          throw place.wrong("the key \"" + key + "\" stands twice", "Remove one of the two.");
        }
      }
      return values;
    }

    private List<Node> items() {
      List<Node> values = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        values.add(value());
      }
      return values;
    }
  }
}
