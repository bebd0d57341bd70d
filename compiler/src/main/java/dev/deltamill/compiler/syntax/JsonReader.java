package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.typing.Construct.Json.Role;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.calcite.sql.SqlNode;

/** SQL/JSON in expressions: functions with words between their arguments, and aggregates (manual, 9.16 and 9.21). */
final class JsonReader {
  private static final SqlType JSON = SqlType.builtin("json");
  private static final SqlType JSONB = SqlType.builtin("jsonb");

  /** The first servers that have the constructors, and those that have the query functions. */
  private static final int CONSTRUCTORS = 16;
  static final int QUERIES = 17;

  /** Lax steps to members and elements, and filters. */
  private static final Pattern PLAIN_PATH =
      Pattern.compile(
          "\\s*(lax\\s*)?\\$(\\s*(\\.\\s*([A-Za-z_]\\w*(?!\\w|\\s*\\()|\"[^\"\\\\]*\"(?!\\s*\\()|\\*)"
              + "|\\[\\s*(\\*|\\d+(\\s*to\\s*\\d+)?|last)\\s*]|\\?\\s*\\(.*\\)))*\\s*",
          Pattern.DOTALL);

  private static final Pattern METHOD_OF_FILTERED = Pattern.compile("\\)\\s*\\.");

  private final Nodes nodes;
  private final ExpressionReader expressions;

  JsonReader(Nodes nodes, ExpressionReader expressions) {
    this.nodes = nodes;
    this.expressions = expressions;
  }

  SqlNode function(JsonFunctionContext context) {
    int first =
        switch (context) {
          case JsonObjectContext _, JsonArrayContext _, JsonArrayQueryContext _ -> CONSTRUCTORS;
          default -> QUERIES;
        };
    if (isTooNew(context, first)) {
      return nodes.erroneous(context);
    }
    JsonWords words = words(context);
    return switch (context) {
      case JsonParseContext e -> call(e, words.add("JSON(").value(e.jsonValue()).clause(e.jsonUnique()), Optional.of(JSON));
      case JsonScalarContext e -> call(e, words.add("JSON_SCALAR(").operand(e.expression(), Role.VALUE), Optional.of(JSON));
      case JsonSerializeContext e ->
          call(
              e,
              words.add("JSON_SERIALIZE(").value(e.jsonValue()).returning(e.jsonReturning()),
              words.type(e.jsonReturning()).or(() -> Optional.of(SqlType.TEXT)));
      case JsonObjectContext e -> object(e, words.add("JSON_OBJECT("));
      case JsonArrayContext e -> {
        words.add("JSON_ARRAY(");
        separated(words, e.jsonValue(), words::value);
        yield call(e, words.clause(e.jsonNulls()).returning(e.jsonReturning()), words.type(e.jsonReturning()));
      }
      case JsonArrayQueryContext e -> nodes.refuse(e, "JSON_ARRAY of a query is", "Write (SELECT JSON_ARRAYAGG(column) FROM (…) AS q).");
      case JsonExistsContext e -> {
        words.add("JSON_EXISTS(").value(e.jsonValue()).add(", ").path(e.expression()).passing(e.jsonPassing());
        boolean answers = e.jsonBehavior() == null || answers(e.jsonBehavior());
        boolean remembers = answers && JsonTableReader.constant(e.expression()).filter(JsonReader::cannotFail).isEmpty();
        yield call(e, words.onError(e.jsonBehavior(), SqlType.BOOLEAN), Optional.of(SqlType.BOOLEAN), remembers);
      }
      case JsonQueryContext e -> {
        boolean value = e.JSON_VALUE() != null;
        SqlType type = words.type(e.jsonReturning()).orElse(value ? SqlType.TEXT : JSONB);
        words.add(value ? "JSON_VALUE(" : "JSON_QUERY(").value(e.jsonValue()).add(", ").path(e.expression()).passing(e.jsonPassing());
        words.returning(e.jsonReturning()).clause(e.jsonWrapper()).clause(e.jsonQuotes()).otherwise(e.jsonOtherwise(), type);
        yield call(e, words, Optional.of(type), e.jsonOtherwise().stream().anyMatch(it -> answers(it.jsonBehavior())));
      }
      default -> throw new IllegalStateException("no such function: " + context.getClass());
    };
  }

  /** Whether ON EMPTY or ON ERROR give a value. */
  private static boolean answers(JsonBehaviorContext behavior) {
    return behavior.ERROR() == null && behavior.NULL() == null && behavior.UNKNOWN() == null;
  }

  /** Whether a path has no part at which its evaluation could end in an error; one inside a filter only makes the filter unknown. */
  private static boolean cannotFail(String path) {
    return PLAIN_PATH.matcher(path).matches() && !METHOD_OF_FILTERED.matcher(path).find();
  }

  private SqlNode object(JsonObjectContext e, JsonWords words) {
    separated(
        words,
        e.jsonMember(),
        member -> words.add("(").operand(key(member), Role.VALUE).add(") VALUE ").value(member.jsonValue()));
    words.clause(e.jsonNulls()).clause(e.jsonUnique()).returning(e.jsonReturning());
    return call(e, words, words.type(e.jsonReturning()));
  }

  private SqlNode key(JsonMemberContext member) {
    return member.primary() != null ? expressions.primaries().read(member.primary()) : expressions.read(member.expression());
  }

  /** {@code x IS JSON}. */
  SqlNode isJson(IsJsonContext e) {
    if (isTooNew(e, CONSTRUCTORS)) {
      return nodes.erroneous(e);
    }
    JsonWords words = new JsonWords(nodes, expressions, "is_json").add("(").operand(e.expression(), Role.VALUE);
    for (ParseTree word : e.children.subList(1, e.getChildCount())) {
      if (word instanceof TerminalNode) {
        words.add(" " + word.getText().toUpperCase(Locale.ROOT));
      }
    }
    return call(e, words.clause(e.jsonUnique()), Optional.of(SqlType.BOOLEAN));
  }

  private SqlNode call(ParserRuleContext context, JsonWords words, Optional<SqlType> type) {
    return call(context, words, type, false);
  }

  private SqlNode call(ParserRuleContext context, JsonWords words, Optional<SqlType> type, boolean remembers) {
    return nodes.call(words.add(")").construct(type, List.of(), remembers), context, words.operands());
  }

  static <T> void separated(JsonWords words, List<T> parts, Consumer<T> part) {
    for (int i = 0; i < parts.size(); i++) {
      words.add(i == 0 ? "" : ", ");
      part.accept(parts.get(i));
    }
  }

  /** JSON_ARRAYAGG and JSON_OBJECTAGG are the aggregates that PostgreSQL makes of them ({@code transformJsonArrayAgg}). */
  SqlNode aggregate(JsonAggregateContext e) {
    if (isTooNew(e, CONSTRUCTORS)) {
      return nodes.erroneous(e);
    }
    if (e.OVER() != null) {
      return nodes.refuse(e, "OVER behind " + word(e) + " is", "Write jsonb_agg or jsonb_object_agg.");
    }
    boolean array = e.JSON_ARRAYAGG() != null;
    JsonValueContext value = array ? e.jsonValue() : e.jsonMember().jsonValue();
    if (value.jsonFormat() != null) {
      return nodes.refuse(e, "FORMAT JSON inside an aggregate is", "Cast the value to json.");
    }
    List<ParserRuleContext> parts = new ArrayList<>(List.of(array ? value : e.jsonMember()));
    if (e.expression() != null) {
      parts.add(e.expression());
    }
    parts.forEach(part -> SetReturningCalls.refuse(nodes, part, "the arguments of aggregates"));
    List<SqlNode> arguments = new ArrayList<>();
    if (!array) {
      arguments.add(nodes.windowed(null, () -> key(e.jsonMember())));
    }
    arguments.add(nodes.windowed(null, () -> expressions.read(value.expression())));
    Optional<SqlType> returning = e.jsonReturning() == null ? Optional.empty() : Optional.of(expressions.type(e.jsonReturning().typeName()));
    SqlNode call =
        new FunctionReader(nodes, expressions).aggregate(
            e,
            Optional.of(new Identifier("pg_catalog")),
            new Identifier(aggregateName(e, returning)),
            arguments,
            e.orderBy() == null ? List.of() : e.orderBy().sortItem(),
            false,
            false,
            e.expression());
    return returning.map(type -> nodes.call(new Construct.TypeCast(type), e, call)).orElse(call);
  }

  /** In capitals where the arguments decide whether it makes json or jsonb, see {@link dev.deltamill.compiler.typing.JsonTyping}. */
  private static String aggregateName(JsonAggregateContext e, Optional<SqlType> returning) {
    boolean array = e.JSON_ARRAYAGG() != null;
    boolean absent = e.jsonNulls() == null ? array : e.jsonNulls().ABSENT() != null;
    boolean unique = e.jsonUnique() != null && e.jsonUnique().WITH() != null;
    String name = (array ? "_agg" : "_object_agg") + (unique ? "_unique" : "") + (absent ? "_strict" : "");
    return returning.isEmpty()
        ? "JSON" + name.toUpperCase(Locale.ROOT)
        : (returning.get().equals(JSONB) ? "jsonb" : "json") + name;
  }

  private JsonWords words(ParserRuleContext context) {
    return new JsonWords(nodes, expressions, context.getStart().getText().toLowerCase(Locale.ROOT));
  }

  private static String word(ParserRuleContext context) {
    return context.getStart().getText().toUpperCase(Locale.ROOT);
  }

  private boolean isTooNew(ParserRuleContext context, int first) {
    return isTooNew(nodes, context, context instanceof IsJsonContext ? "IS JSON" : word(context), first);
  }

  /** Says so where the server does not have something yet. */
  static boolean isTooNew(Nodes nodes, ParserRuleContext context, String what, int first) {
    int major = nodes.catalog().snapshot().serverMajor();
    if (major < first) {
      nodes.error(
          DiagnosticCode.UNSUPPORTED_CONSTRUCT,
          context,
          what + " needs PostgreSQL " + first + ", and the catalog is that of PostgreSQL " + major,
          "Use the operators and functions of json and jsonb.");
    }
    return major < first;
  }
}
