package dev.deltamill.compiler.validation;

import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.ir.name.Identifier;
import java.util.Optional;

/**
 * Names under which Calcite tells operators apart. It compares them without regard to case when it matches GROUP BY
 * expressions, so a name that kept upper-case letters would make {@code x || 'A'} and {@code x || 'a'} one expression.
 */
final class OperatorNames {
  private OperatorNames() {}

  static String of(Construct construct) {
    return escape(construct.toString());
  }

  static String aggregate(Optional<Identifier> schema, Identifier function) {
    return escape(schema.map(s -> s.sql() + ".").orElse("") + function.sql());
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c < 0x7F && c != '\\' && !(c >= 'A' && c <= 'Z');
      out.append(plain ? String.valueOf(c) : String.format("\\%04x", (int) c));
    }
    return out.toString();
  }
}
