package dev.deltamill.compiler.typing;

import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Types of the functions of SQL/JSON, and how volatile they are: for that PostgreSQL has no row of {@code pg_proc}. */
public final class JsonTyping {
  private static final SqlType JSON = SqlType.builtin("json");
  private static final SqlType JSONB = SqlType.builtin("jsonb");
  private static final SqlType JSONPATH = SqlType.builtin("jsonpath");

  private static final Set<String> SHOWN_ALWAYS =
      Set.of("bool", "int2", "int4", "int8", "numeric", "text", "varchar", "bpchar", "uuid", "json", "jsonb", "date", "time", "timestamp");

  /** Those of them that are no dates in a path either, whose comparison with other dates asks for the time zone. */
  private static final Set<String> PASSED_ALWAYS = Set.of("bool", "int2", "int4", "int8", "numeric", "text", "varchar", "bpchar", "json", "jsonb");

  /** Methods of jsonpath whose results can depend on the time zone ({@code jspIsMutable}). */
  private static final Pattern OF_TIME = Pattern.compile("\\.\\s*(datetime|date|time|time_tz|timestamp|timestamp_tz)\\s*\\(");

  private final CatalogIndex catalog;
  private final Casts casts;
  private final Findings findings;

  JsonTyping(CatalogIndex catalog, Casts casts, Findings findings) {
    this.catalog = catalog;
    this.casts = casts;
    this.findings = findings;
  }

  /** Whether JSON shows values of a type the same way in every session. */
  public static boolean showsAlways(SqlType type) {
    return type.name().isBuiltin() && SHOWN_ALWAYS.contains(type.name().name().value());
  }

  /**
   * The aggregate that JSON_ARRAYAGG or JSON_OBJECTAGG stands for: of those that make json, or, where an argument is jsonb, of those that make
   * jsonb ({@code transformJsonConstructorOutput}).
   *
   * @param name in capitals where the arguments decide
   */
  static Identifier aggregate(Identifier name, List<Expression> arguments) {
    if (!name.value().startsWith("JSON_")) {
      return name;
    }
    String suffix = name.value().substring("JSON".length()).toLowerCase(Locale.ROOT);
    return new Identifier((arguments.stream().anyMatch(argument -> argument.type().equals(JSONB)) ? "jsonb" : "json") + suffix);
  }

  Expression.Json resolve(Construct.Json construct, List<Expression> operands, Span span) {
    SqlType type = construct.returning().orElseGet(() -> operands.stream().anyMatch(operand -> operand.type().equals(JSONB)) ? JSONB : JSON);
    Volatility volatility = construct.paths().stream().anyMatch(path -> OF_TIME.matcher(path).find()) ? Volatility.STABLE : Volatility.IMMUTABLE;
    List<SqlType> converted = new ArrayList<>(construct.converted());
    construct.returning().ifPresent(converted::add);
    for (SqlType target : converted) {
      volatility = volatility.worse(catalog.type(target.name()).map(TypeInfo::input).orElse(Volatility.STABLE));
    }
    List<Expression> given = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Expression operand = operands.get(i);
      switch (construct.roles().get(i)) {
        case VALUE -> {
          Expression value = known(operand, span);
          given.add(value);
          volatility = volatility.worse(showsAlways(value.type()) ? Volatility.IMMUTABLE : Volatility.STABLE);
        }
        case PASSED -> {
          Expression value = known(operand, span);
          given.add(value);
          boolean plain = value.type().name().isBuiltin() && PASSED_ALWAYS.contains(value.type().name().name().value());
          volatility = volatility.worse(plain ? Volatility.IMMUTABLE : Volatility.STABLE);
        }
        case PATH -> {
          Expression path = casts.implicit(operand, JSONPATH, span);
          given.add(path);
          boolean plain = path instanceof Expression.Literal(var text, _) && text.filter(it -> !OF_TIME.matcher(it).find()).isPresent();
          volatility = volatility.worse(plain ? Volatility.IMMUTABLE : Volatility.STABLE);
        }
        case DEFAULT -> given.add(operand);
      }
    }
    findings.note(volatility, span, construct.function() + ", with a path, a type or a value that depends on settings of the session,");
    return new Expression.Json(construct.function(), construct.words(), given, type, volatility, construct.remembers());
  }

  private Expression known(Expression operand, Span span) {
    return Casts.isUnknown(operand) ? casts.implicit(operand, SqlType.TEXT, span) : operand;
  }
}
