package dev.deltamill.compiler.catalog;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** Names as catalog files write them; unlike SQL names they need no list of keywords. */
final class JsonNames {
  private JsonNames() {}

  static String write(QualifiedName name) {
    return name.isBuiltin() ? part(name.name()) : part(name.schema()) + "." + part(name.name());
  }

  private static String part(Identifier identifier) {
    String value = identifier.value();
    boolean bare = value.indexOf('.') < 0 && value.indexOf('"') < 0;
    return bare ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static QualifiedName read(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    do {
      if (text.startsWith("\"", at)) {
        StringBuilder part = new StringBuilder();
        int end = text.indexOf('"', at + 1);
        int from = at + 1;
        while (end >= 0 && text.startsWith("\"\"", end)) {
          part.append(text, from, end + 1);
          from = end + 2;
          end = text.indexOf('"', from);
        }
        if (end < 0) {
          throw new IllegalArgumentException("a double quote is not closed");
        }
        parts.add(part.append(text, from, end).toString());
        at = end + 1;
      } else {
        int dot = text.indexOf('.', at);
        int end = dot < 0 ? text.length() : dot;
        parts.add(text.substring(at, end));
        at = end;
      }
    } while (at < text.length() && text.charAt(at++) == '.');
    QualifiedName name =
        switch (parts.size()) {
          case 1 -> QualifiedName.builtin(parts.get(0));
          case 2 -> QualifiedName.of(parts.get(0), parts.get(1));
          default -> throw new IllegalArgumentException("a name has at most two parts");
        };
    if (!write(name).equals(text)) {
      throw new IllegalArgumentException("it would be written " + write(name));
    }
    return name;
  }
}
