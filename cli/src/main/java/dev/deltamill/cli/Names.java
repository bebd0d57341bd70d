package dev.deltamill.cli;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Names of stream tables as users type them: with or without schema, folded to lower case unless quoted. */
public final class Names {
  private Names() {}

  /**
   * Finds each among those that there are.
   *
   * @param where completes "there is no stream table x …"
   */
  public static List<QualifiedName> resolve(List<String> arguments, Collection<QualifiedName> known, String where) {
    List<QualifiedName> found = new ArrayList<>();
    for (String argument : arguments) {
      List<Identifier> parts = parse(argument);
      List<QualifiedName> matches =
          known.stream()
              .filter(
                  name ->
                      parts.size() == 1
                          ? name.name().equals(parts.getFirst())
                          : name.equals(new QualifiedName(parts.getFirst(), parts.getLast())))
              .sorted()
              .toList();
      switch (matches.size()) {
        case 1 -> found.add(matches.getFirst());
        case 0 -> throw new UserError("there is no stream table " + argument + " " + where, remedy(known));
        default ->
            throw new UserError(
                "%s is ambiguous: there are %s".formatted(argument, joined(matches)), "Write it with its schema.");
      }
    }
    return found;
  }

  private static String remedy(Collection<QualifiedName> known) {
    return known.isEmpty() ? "There is none at all." : "There are: " + joined(known) + ".";
  }

  private static String joined(Collection<QualifiedName> names) {
    return String.join(", ", names.stream().sorted().map(QualifiedName::sql).toList());
  }

  private static List<Identifier> parse(String argument) {
    List<Identifier> parts = new ArrayList<>();
    int at = 0;
    while (at <= argument.length()) {
      StringBuilder part = new StringBuilder();
      if (argument.startsWith("\"", at)) {
        for (at++; at < argument.length() && (argument.charAt(at) != '"' || argument.startsWith("\"\"", at)); at++) {
          part.append(argument.charAt(at));
          at += argument.charAt(at) == '"' ? 1 : 0;
        }
        at++;
      } else {
        int dot = argument.indexOf('.', at);
        int end = dot < 0 ? argument.length() : dot;
        part.append(argument.substring(at, end).toLowerCase(Locale.ROOT));
        at = end;
      }
      boolean ended = at >= argument.length();
      if (part.isEmpty() || parts.size() == 2 || !ended && argument.charAt(at) != '.') {
        throw new UserError(argument + " is no name of a stream table", "Write name or schema.name.");
      }
      parts.add(new Identifier(part.toString()));
      at++;
    }
    return parts;
  }
}
