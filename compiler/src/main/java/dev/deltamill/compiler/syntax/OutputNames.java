package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import java.util.Map;
import java.util.Optional;

/** The name PostgreSQL gives an output column without AS ({@code FigureColname}). */
final class OutputNames {
  /** What a column is called that has no better name. */
  static final String NONE = "?column?";

  /** Grammar names of types and the catalog's, where they differ: a cast names its column after the catalog's. */
  private static final Map<String, String> TYPE_NAMES =
      Map.ofEntries(
          Map.entry("int", "int4"), Map.entry("integer", "int4"), Map.entry("smallint", "int2"), Map.entry("bigint", "int8"),
          Map.entry("real", "float4"), Map.entry("float", "float8"), Map.entry("boolean", "bool"),
          Map.entry("decimal", "numeric"), Map.entry("dec", "numeric"), Map.entry("nchar", "bpchar"));

  private OutputNames() {}

  static String of(ExpressionItemContext context) {
    if (context.label() != null) {
      return TokenText.label(context.label()).value();
    }
    return context.bareLabel() != null ? TokenText.identifier(context.bareLabel()).value() : of(context.expression());
  }

  static String of(ExpressionContext context) {
    return name(context).map(Name::text).orElse(NONE);
  }

  /** A name, weak where a cast or CASE only falls back on its own. */
  private record Name(String text, boolean strong) {}

  private static Optional<Name> strong(String text) {
    return Optional.of(new Name(text, true));
  }

  private static Optional<Name> weakly(Optional<Name> inner, String fallback) {
    return inner.filter(Name::strong).or(() -> Optional.of(new Name(fallback, false)));
  }

  private static Optional<Name> name(ExpressionContext context) {
    return switch (context) {
      case OperandExpressionContext e -> name(e.operand());
      case IsFormContext e when e.NORMALIZED() != null -> strong("is_normalized");
      default -> Optional.empty();
    };
  }

  private static Optional<Name> name(OperandContext context) {
    return switch (context) {
      case PrimaryOperandContext e -> name(e.primary());
      case TypecastContext e -> weakly(name(e.operand()), typeName(e.typeName()));
      case SubscriptContext e -> name(e.operand());
      case SliceContext e -> name(e.operand());
      case CollationContext e -> name(e.operand());
      case AtTimeZoneContext _ -> strong("timezone");
      case AtLocalContext _ -> strong("timezone");
      case OverlapsContext _ -> strong("overlaps");
      default -> Optional.empty();
    };
  }

  private static Optional<Name> name(PrimaryContext context) {
    return switch (context) {
      case ParenthesizedContext e ->
          e.label().isEmpty() ? name(e.expression()) : strong(TokenText.label(e.label().getLast()).value());
      case ColumnPrimaryContext e -> strong(TokenText.names(e.qualifiedName()).getLast().value());
      case WholeRowContext e -> strong(TokenText.names(e.qualifiedName()).getLast().value());
      case FunctionPrimaryContext e -> strong(functionName(e.functionCall()));
      case JsonPrimaryContext e -> strong(TokenText.fold(e.getStart().getText()));
      case JsonAggregatePrimaryContext e -> strong(TokenText.fold(e.getStart().getText()));
      case SpecialPrimaryContext e -> strong(special(e.specialFunction()));
      case CaseContext e -> weakly(e.otherwise == null ? Optional.empty() : name(e.otherwise), "case");
      case CastContext e -> weakly(name(e.expression()), typeName(e.typeName()));
      case TypedConstantPrimaryContext e -> Optional.of(new Name(typedConstant(e.typedConstant()), false));
      case ScalarQueryContext e -> name(e.query().queryBody());
      case RowContext _ -> strong("row");
      case ArrayContext _ -> strong("array");
      case ArrayQueryContext _ -> strong("array");
      case ExistsContext _ -> strong("exists");
      default -> Optional.empty();
    };
  }

  /** A sub-query in place of a value is called as its only column is, where the text tells that. */
  private static Optional<Name> name(QueryBodyContext context) {
    return switch (context) {
      case NestedQueryContext e -> name(e.query().queryBody());
      case IntersectionContext e -> name(e.queryBody(0));
      case UnionOrExceptContext e -> name(e.queryBody(0));
      case ValuesQueryContext _ -> strong("column1");
      case SelectQueryContext e when e.select().selectItem().size() == 1 && e.select().selectItem(0) instanceof ExpressionItemContext item ->
          strong(of(item));
      default -> Optional.empty();
    };
  }

  private static String functionName(FunctionCallContext call) {
    QualifiedNameContext name = call.functionName().qualifiedName();
    return name != null ? TokenText.names(name).getLast().value() : TokenText.fold(call.functionName().getText());
  }

  private static String special(SpecialFunctionContext context) {
    return switch (context) {
      case TrimContext e -> e.LEADING() != null ? "ltrim" : e.TRAILING() != null ? "rtrim" : "btrim";
      case CollationForContext _ -> "pg_collation_for";
      default -> TokenText.fold(context.getStart().getText());
    };
  }

  private static String typeName(TypeNameContext context) {
    if (context.INTERVAL() != null) {
      return "interval";
    }
    return context.simpleType() != null ? simple(context.simpleType()) : named(context.qualifiedName());
  }

  private static String typedConstant(TypedConstantContext context) {
    if (context.INTERVAL() != null) {
      return "interval";
    }
    return context.simpleType() != null ? simple(context.simpleType()) : named(context.qualifiedName());
  }

  private static String named(QualifiedNameContext context) {
    String name = TokenText.names(context).getLast().value();
    boolean grammar = context.getChildCount() == 1 && !context.getText().startsWith("\"");
    return grammar ? TYPE_NAMES.getOrDefault(name, name) : name;
  }

  private static String simple(SimpleTypeContext context) {
    if (context.DOUBLE() != null) {
      return "float8";
    }
    if (context.BIT() != null) {
      return context.VARYING() != null ? "varbit" : "bit";
    }
    if (context.CHARACTER() != null || context.CHAR() != null) {
      return context.VARYING() != null ? "varchar" : "bpchar";
    }
    String zone = context.WITH() != null ? "tz" : "";
    return (context.TIMESTAMP() != null ? "timestamp" : "time") + zone;
  }
}
