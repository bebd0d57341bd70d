package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.IntervalFieldContext;
import dev.deltamill.compiler.grammar.PostgresParser.IntervalFieldsContext;
import dev.deltamill.compiler.grammar.PostgresParser.QualifiedNameContext;
import dev.deltamill.compiler.grammar.PostgresParser.SimpleTypeContext;
import dev.deltamill.compiler.grammar.PostgresParser.TypeModifierContext;
import dev.deltamill.compiler.grammar.PostgresParser.TypeNameContext;
import dev.deltamill.compiler.validation.OpaqueTypes;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Type names of the grammar and of the catalog, with their modifiers as {@code atttypmod} holds them. */
final class TypeReader {
  /** Names that PostgreSQL's grammar, not its catalog, knows. */
  private static final Map<String, String> SYNONYMS =
      Map.of("int", "int4", "integer", "int4", "smallint", "int2", "bigint", "int8", "real", "float4", "boolean", "bool",
          "decimal", "numeric", "dec", "numeric", "float", "float8");

  /** Bits of {@code INTERVAL_MASK}. */
  private static final Map<String, Integer> INTERVAL_BITS =
      Map.of("month", 1, "year", 2, "day", 3, "hour", 10, "minute", 11, "second", 12);

  private static final int ANY_FIELDS = 0x7FFF;
  private static final int ANY_PRECISION = 0xFFFF;

  private final Nodes nodes;

  TypeReader(Nodes nodes) {
    this.nodes = nodes;
  }

  SqlType type(TypeNameContext context) {
    boolean array = context.ARRAY() != null || !context.LEFT_BRACKET().isEmpty();
    SqlType element;
    if (context.simpleType() != null) {
      element = simple(context.simpleType());
    } else if (context.INTERVAL() != null) {
      Optional<Integer> precision = context.LEFT_PARENTHESIS() == null ? Optional.empty() : Optional.of(integer(context.INTEGER(0)));
      element = interval(context.intervalFields(), precision);
    } else {
      element = named(context.qualifiedName(), context.typeModifier(), context);
    }
    if (!array || element.equals(OpaqueTypes.ERROR)) {
      return element;
    }
    Optional<QualifiedName> arrayName = nodes.catalog().type(element.name()).flatMap(TypeInfo::array);
    return arrayName.map(name -> new SqlType(name, element.modifier())).orElseGet(() -> unknown(context));
  }

  SqlType simple(SimpleTypeContext context) {
    Optional<Integer> modifier =
        context.INTEGER() == null ? Optional.empty() : Optional.of(Integer.parseInt(context.INTEGER().getText().replace("_", "")));
    if (context.DOUBLE() != null) {
      return SqlType.builtin("float8");
    }
    if (context.CHARACTER() != null || context.CHAR() != null) {
      return context.VARYING() != null
          ? new SqlType(QualifiedName.builtin("varchar"), modifier.map(n -> n + 4).orElse(-1))
          : new SqlType(QualifiedName.builtin("bpchar"), modifier.orElse(1) + 4);
    }
    if (context.BIT() != null) {
      return context.VARYING() != null
          ? new SqlType(QualifiedName.builtin("varbit"), modifier.orElse(-1))
          : new SqlType(QualifiedName.builtin("bit"), modifier.orElse(1));
    }
    boolean zone = context.WITH() != null;
    String name = context.TIMESTAMP() != null ? zone ? "timestamptz" : "timestamp" : zone ? "timetz" : "time";
    return new SqlType(QualifiedName.builtin(name), modifier.map(p -> Math.min(p, 6)).orElse(-1));
  }

  SqlType interval(@Nullable IntervalFieldsContext fields, Optional<Integer> precision) {
    int mask = fields == null ? ANY_FIELDS : mask(fields);
    int digits =
        fields != null && fields.INTEGER() != null ? integer(fields.INTEGER()) : precision.orElse(ANY_PRECISION);
    boolean plain = mask == ANY_FIELDS && digits == ANY_PRECISION;
    return new SqlType(QualifiedName.builtin("interval"), plain ? -1 : mask << 16 | digits);
  }

  private static int mask(IntervalFieldsContext fields) {
    List<String> order = List.of("year", "month", "day", "hour", "minute", "second");
    int from = order.indexOf(field(fields.intervalField(0)));
    int to = fields.intervalField().size() > 1 ? order.indexOf(field(fields.intervalField(1))) : from;
    int mask = 0;
    for (int i = from; i <= to; i++) {
      mask |= 1 << INTERVAL_BITS.getOrDefault(order.get(i), 0);
    }
    return mask;
  }

  static String field(IntervalFieldContext field) {
    return TokenText.fold(field.getText());
  }

  SqlType named(QualifiedNameContext name, List<TypeModifierContext> modifiers, ParserRuleContext context) {
    List<Identifier> parts = TokenText.names(name);
    Identifier last = parts.getLast();
    Optional<Identifier> schema = parts.size() > 1 ? Optional.of(parts.get(parts.size() - 2)) : Optional.empty();
    boolean quoted = name.getStop().getText().startsWith("\"");
    if (last.value().equals("float") && schema.isEmpty() && !modifiers.isEmpty()) {
      return SqlType.builtin(number(modifiers.getFirst()) <= 24 ? "float4" : "float8");
    }
    String synonym = quoted || schema.isPresent() ? null : SYNONYMS.get(last.value());
    if (!quoted && schema.isEmpty() && last.value().equals("nchar")) {
      return new SqlType(QualifiedName.builtin("bpchar"), modifiers.isEmpty() ? 5 : number(modifiers.getFirst()) + 4);
    }
    Optional<QualifiedName> type =
        nodes.catalog().findType(synonym == null ? schema : Optional.of(new Identifier("pg_catalog")), synonym == null ? last : new Identifier(synonym));
    return type.map(found -> new SqlType(found, modifier(found, modifiers))).orElseGet(() -> unknown(context));
  }

  private static int modifier(QualifiedName type, List<TypeModifierContext> modifiers) {
    if (modifiers.isEmpty() || !type.isBuiltin()) {
      return -1;
    }
    int first = number(modifiers.getFirst());
    return switch (type.name().value()) {
      case "numeric" -> (first << 16 | (modifiers.size() > 1 ? number(modifiers.get(1)) : 0) & 0x7FF) + 4;
      case "varchar", "bpchar" -> first + 4;
      case "bit", "varbit" -> first;
      case "timestamp", "timestamptz", "time", "timetz" -> Math.min(first, 6);
      default -> -1;
    };
  }

  private static int number(TypeModifierContext modifier) {
    String text = modifier.getText().replace("_", "");
    return text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static int integer(TerminalNode node) {
    return Integer.parseInt(node.getText().replace("_", ""));
  }

  private SqlType unknown(ParserRuleContext context) {
    nodes.error(
        DiagnosticCode.UNKNOWN_TYPE,
        context,
        "type \"" + context.getText() + "\" does not exist",
        "Check the name, or take a new catalog snapshot if the type is new.");
    return OpaqueTypes.ERROR;
  }
}
