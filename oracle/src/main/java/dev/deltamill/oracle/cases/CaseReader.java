package dev.deltamill.oracle.cases;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the JSON of one file into a case. Keys that it does not know say something to others and are passed over. */
public final class CaseReader {
  private static final int LONGEST_NAME = 63;

  private final Node.Members members;

  private CaseReader(Node.Members members) {
    this.members = members;
  }

  /**
   * @param file name for messages
   * @throws CaseFormatException where the text is no case
   */
  public static Case read(String file, String json) {
    Node node = Node.read(file, json);
    if (!(node instanceof Node.Members members)) {
      throw node.place().wrong("a case is a JSON object", "Begin the file with {.");
    }
    return new CaseReader(members).read(file);
  }

  private Case read(String file) {
    Node named = members.values().get("name");
    if (named == null) {
      throw members.place().wrong("the case has no \"name\"", "Give it one; a case with \"query\" names its stream table by it.");
    }
    String name = word("name", named);
    return new Case(
        file,
        name,
        optionalText("source"),
        texts("setup"),
        tables(name),
        steps(),
        texts("features"),
        texts("compare"),
        tolerance(),
        minimumServer(),
        expectedChange());
  }

  private List<Case.Table> tables(String name) {
    Node query = members.values().get("query");
    Node tables = members.values().get("tables");
    if ((query == null) == (tables == null)) {
      throw members
          .place()
          .wrong(
              "a case has either \"query\" or \"tables\", and this one has " + (query == null ? "neither" : "both"),
              "Write the query of one stream table, or a list of objects with \"name\" and \"query\".");
    }
    if (query != null) {
      return List.of(new Case.Table(shortened(name), query("query", query)));
    }
    Set<String> names = new HashSet<>();
    List<Case.Table> found = items("tables", tables).stream().map(item -> table(item, names)).toList();
    if (found.isEmpty()) {
      throw place("tables").wrong("\"tables\" is empty", "A case needs a stream table to compare.");
    }
    return found;
  }

  private static Case.Table table(Node item, Set<String> names) {
    if (!(item instanceof Node.Members(var place, var values))) {
      throw item.place().wrong("\"tables\" needs objects with \"name\" and \"query\"", "Write {\"name\": …, \"query\": …}.");
    }
    Node name = values.get("name");
    Node query = values.get("query");
    if (name == null || query == null) {
      throw place.wrong("this stream table has no \"" + (name == null ? "name" : "query") + "\"", "Add it.");
    }
    String word = word("name", name);
    if (word.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw name.place().wrong("the name is longer than PostgreSQL's 63 bytes", "Shorten it.");
    }
    if (!names.add(word)) {
      throw name.place().wrong("there are two stream tables called \"" + word + "\"", "Rename one of them.");
    }
    return new Case.Table(word, query("query", query));
  }

  /** A case may be called as its author likes; a table's name ends where PostgreSQL would end it. */
  private static String shortened(String name) {
    StringBuilder out = new StringBuilder();
    int bytes = 0;
    for (int point : name.codePoints().toArray()) {
      bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST_NAME) {
        break;
      }
      out.appendCodePoint(point);
    }
    return out.toString();
  }

  private static String query(String key, Node node) {
    String text = word(key, node).strip();
    while (text.endsWith(";")) {
      text = text.substring(0, text.length() - 1).strip();
    }
    return text;
  }

  private List<List<String>> steps() {
    Node steps = members.values().get("steps");
    return steps == null ? List.of() : items("steps", steps).stream().map(step -> texts("steps", step)).toList();
  }

  private OptionalDouble tolerance() {
    Node node = members.values().get("tolerance");
    if (node == null) {
      return OptionalDouble.empty();
    }
    double value = number("tolerance", node);
    if (!(value >= 0 && value < 1)) {
      throw node.place().wrong("\"tolerance\" is " + value, "It is relative: a number from 0 to less than 1.");
    }
    return OptionalDouble.of(value);
  }

  private OptionalInt minimumServer() {
    Node node = members.values().get("min_pg");
    if (node == null) {
      return OptionalInt.empty();
    }
    double value = number("min_pg", node);
    if (value != Math.rint(value) || value < 1 || value > 999) {
      throw node.place().wrong("\"min_pg\" is " + value, "It is PostgreSQL's major version, for example 15.");
    }
    return OptionalInt.of((int) value);
  }

  private Case.ExpectedChange expectedChange() {
    return switch (members.values().get("expect_change")) {
      case null -> Case.ExpectedChange.NONE;
      case Node.Flag(_, boolean value) -> value ? Case.ExpectedChange.EVERY_STEP : Case.ExpectedChange.NONE;
      case Node.Text(_, String value) when value.equals("once") -> Case.ExpectedChange.ONCE;
      case Node other -> throw mismatch("expect_change", other, "true, false or \"once\"");
    };
  }

  private String optionalText(String key) {
    return switch (members.values().get(key)) {
      case null -> "";
      case Node.Text(_, String value) -> value;
      case Node other -> throw mismatch(key, other, "a text");
    };
  }

  private List<String> texts(String key) {
    @Nullable Node node = members.values().get(key);
    return node == null ? List.of() : texts(key, node);
  }

  private static List<String> texts(String key, Node node) {
    return items(key, node).stream().map(item -> word(key, item)).toList();
  }

  private static List<Node> items(String key, Node node) {
    if (node instanceof Node.Items(_, List<Node> values)) {
      return values;
    }
    throw mismatch(key, node, "a list");
  }

  /** A text that says something. */
  private static String word(String key, Node node) {
    if (node instanceof Node.Text(var place, String value)) {
      if (value.isBlank() || value.indexOf('\0') >= 0) {
        throw place.wrong("\"" + key + "\" has an empty text, or one with a NUL character", "Write something there.");
      }
      return value;
    }
    throw mismatch(key, node, "a text");
  }

  private static double number(String key, Node node) {
    if (node instanceof Node.Number(_, double value)) {
      return value;
    }
    throw mismatch(key, node, "a number");
  }

  private Node.Place place(String key) {
    Node node = members.values().get(key);
    return node == null ? members.place() : node.place();
  }

  private static CaseFormatException mismatch(String key, Node node, String expected) {
    return node.place().wrong("\"" + key + "\" needs " + expected, "Correct the file.");
  }
}
