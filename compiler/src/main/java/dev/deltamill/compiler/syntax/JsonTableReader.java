package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlNode;

/** JSON_TABLE (manual, 9.16.4): one function in FROM, whose columns it names and types itself. */
final class JsonTableReader {
  private static final SqlType ROWS = SqlType.builtin("record");

  private final Nodes nodes;
  private final ExpressionReader expressions;

  JsonTableReader(Nodes nodes, ExpressionReader expressions) {
    this.nodes = nodes;
    this.expressions = expressions;
  }

  /**
   * JSON_TABLE, and what its columns are called.
   *
   * @param arguments those of {@code construct}
   */
  record Table(Construct.Json construct, List<SqlNode> arguments, List<String> columns) {}

  /** Empty where something was refused. */
  Optional<Table> read(JsonTableContext context) {
    if (JsonReader.isTooNew(nodes, context, "JSON_TABLE", JsonReader.QUERIES)) {
      return Optional.empty();
    }
    Optional<String> path = constant(context.expression());
    if (path.isEmpty()) {
      nodes.error(
          DiagnosticCode.INVALID_QUERY,
          context.expression(),
          "only string constants are supported in JSON_TABLE path specification",
          "Write the path as a constant, and give values to it with PASSING.");
      return Optional.empty();
    }
    JsonWords words = new JsonWords(nodes, expressions, "json_table");
    words.add("JSON_TABLE(").value(context.jsonValue()).add(", ").path(path.get()).named(context.name()).passing(context.jsonPassing());
    Columns columns = new Columns(words);
    columns.add(context.jsonColumns());
    words.onError(context.jsonBehavior(), ROWS).add(")");
    return Optional.of(new Table(words.construct(Optional.empty(), columns.types, false), words.operands(), columns.names));
  }

  /** A bare constant. */
  static Optional<String> constant(ExpressionContext context) {
    return context instanceof OperandExpressionContext e
            && e.operand() instanceof PrimaryOperandContext p
            && p.primary() instanceof ConstantPrimaryContext c
            && c.constant().string() != null
        ? Optional.of(TokenText.string(c.constant().string()))
        : Optional.empty();
  }

  /** Columns in the order in which PostgreSQL shows them: those of a level, then those of the levels nested in it. */
  private final class Columns {
    private final JsonWords words;
    private final List<String> names = new ArrayList<>();
    private final List<SqlType> types = new ArrayList<>();

    Columns(JsonWords words) {
      this.words = words;
    }

    void add(JsonColumnsContext context) {
      words.add(" COLUMNS (");
      List<JsonColumnContext> ordered =
          Stream.of(false, true)
              .flatMap(nested -> context.jsonColumn().stream().filter(column -> column instanceof JsonNestedContext == nested))
              .toList();
      JsonReader.separated(words, ordered, this::add);
      words.add(")");
    }

    private void add(JsonColumnContext context) {
      switch (context) {
        case JsonOrdinalityContext e -> words.ordinality(shown(e.name(), SqlType.INTEGER));
        case JsonExistsColumnContext e -> {
          SqlType type = expressions.type(e.typeName());
          words.column(shown(e.name(), type), type).add(" EXISTS").path(e.string()).onError(e.jsonBehavior(), type);
        }
        case JsonValueColumnContext e -> {
          SqlType type = expressions.type(e.typeName());
          words.column(shown(e.name(), type), type).clause(e.jsonFormat()).path(e.string());
          words.clause(e.jsonWrapper()).clause(e.jsonQuotes()).otherwise(e.jsonOtherwise(), type);
        }
        case JsonNestedContext e -> {
          words.add("NESTED").path(e.string()).named(e.name());
          add(e.jsonColumns());
        }
        default -> throw new IllegalStateException("no such column: " + context.getClass());
      }
    }

    private Identifier shown(NameContext context, SqlType type) {
      Identifier name = TokenText.name(context);
      names.add(name.value());
      types.add(type);
      return name;
    }
  }
}
