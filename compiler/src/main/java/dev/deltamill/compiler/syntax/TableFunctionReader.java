package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.typing.Construct.TableFunction.FromCall;
import dev.deltamill.compiler.typing.Remedies;
import dev.deltamill.compiler.validation.TableFunctionOperator;
import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/**
 * Functions in FROM. Their columns are named here, before any type is known, as PostgreSQL names them (manual, 7.2.1.4; {@code
 * addRangeTableEntryForFunction}): OUT parameters and attributes by their names, a single value after its alias or the function.
 */
final class TableFunctionReader {
  private final Nodes nodes;
  private final ExpressionReader expressions;

  TableFunctionReader(Nodes nodes, ExpressionReader expressions) {
    this.nodes = nodes;
    this.expressions = expressions;
  }

  /**
   * Functions in FROM without their alias.
   *
   * @param name by which they go where no alias is given
   */
  record Functions(SqlNode node, String name, List<String> columns) {}

  /** One function as it is written. */
  private record Written(FunctionCallContext call, List<ColumnDefinitionContext> definitions) {}

  /** Empty where something was refused. */
  Optional<Functions> read(TableFunctionContext context, FromScope left) {
    if (context.functionCall() == null) {
      nodes.refuse(context, "this kind of function in FROM is", Remedies.NO_REWRITE);
      return Optional.empty();
    }
    List<ColumnDefinitionContext> definitions =
        context.functionAlias() == null ? List.of() : context.functionAlias().columnDefinition();
    String alias = alias(context.functionAlias());
    return functions(
        context, List.of(new Written(context.functionCall(), definitions)), context.ORDINALITY() != null, alias, left);
  }

  Optional<Functions> read(JsonTableItemContext context, FromScope left) {
    return nodes
        .dependent(left, () -> new JsonTableReader(nodes, expressions).read(context.jsonTable()))
        .map(
            table ->
                functions(
                    context,
                    List.of(new FromCall(table.construct(), List.of(), List.of())),
                    table.arguments(),
                    "json_table",
                    false,
                    table.columns(),
                    left));
  }

  Optional<Functions> read(RowsFromContext context, FromScope left) {
    List<Written> written = new ArrayList<>();
    for (RowsFromItemContext item : context.rowsFromItem()) {
      if (item.functionCall() == null) {
        nodes.refuse(item, "this kind of function in FROM is", Remedies.NO_REWRITE);
        return Optional.empty();
      }
      written.add(new Written(item.functionCall(), item.columnDefinition()));
    }
    return functions(context, written, context.ORDINALITY() != null, alias(context.functionAlias()), left);
  }

  private static @Nullable String alias(@Nullable FunctionAliasContext context) {
    if (context == null) {
      return null;
    }
    if (context.alias() != null) {
      return TokenText.name(context.alias().name()).value();
    }
    return context.name() == null ? null : TokenText.name(context.name()).value();
  }

  private Optional<Functions> functions(
      ParserRuleContext context, List<Written> written, boolean ordinality, @Nullable String alias, FromScope left) {
    List<FromCall> calls = new ArrayList<>();
    List<SqlNode> arguments = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    String first = "";
    for (Written one : written) {
      List<Identifier> name = FunctionReader.name(one.call());
      Optional<Identifier> schema = ExpressionReader.schema(name);
      first = first.isEmpty() ? name.getLast().value() : first;
      if (isUnsupported(one.call())) {
        nodes.refuse(one.call(), "this form of a function in FROM is", Remedies.NO_REWRITE);
        return Optional.empty();
      }
      List<SqlNode> read = nodes.dependent(left, () -> expressions.arguments(one.call()));
      arguments.addAll(read);
      boolean spread = name.getLast().value().equals("unnest") && read.size() > 1;
      // unnest of several arrays is several unnests side by side.
      int copies = spread ? read.size() : 1;
      for (int i = 0; i < copies; i++) {
        Construct.Function function =
            new Construct.Function(schema, name.getLast(), spread ? List.of(Optional.empty()) : FunctionReader.argumentNames(one.call()), false);
        List<SqlType> types =
            one.definitions().stream().map(definition -> expressions.type(definition.typeName())).toList();
        calls.add(new FromCall(function, one.definitions().stream().map(d -> TokenText.name(d.name())).toList(), types));
        Optional<List<String>> own = columns(one, schema, name.getLast(), written.size() == 1 && copies == 1 ? alias : null);
        if (own.isEmpty()) {
          return Optional.empty();
        }
        columns.addAll(own.get());
      }
    }
    return Optional.of(functions(context, calls, arguments, first, ordinality, columns, left));
  }

  private Functions functions(
      ParserRuleContext context,
      List<FromCall> calls,
      List<SqlNode> arguments,
      String name,
      boolean ordinality,
      List<String> named,
      FromScope left) {
    List<String> columns = new ArrayList<>(named);
    if (ordinality) {
      columns.add("ordinality");
    }
    List<String> distinct = numbered(columns);
    SqlNode call =
        SqlStdOperatorTable.COLLECTION_TABLE.createCall(
            nodes.position(context),
            new TableFunctionOperator(
                    new Construct.TableFunction(calls, ordinality, distinct), nodes.span(context), nodes.inference())
                .createCall(nodes.position(context), arguments));
    SqlNode item =
        left.columns().isEmpty() ? call : SqlStdOperatorTable.LATERAL.createCall(nodes.position(context), call);
    return new Functions(item, name, distinct);
  }

  private static boolean isUnsupported(FunctionCallContext call) {
    return call.STAR() != null
        || call.DISTINCT() != null
        || call.FILTER() != null
        || call.WITHIN() != null
        || call.OVER() != null
        || !call.orderBy().isEmpty()
        || call.argument().stream().anyMatch(argument -> argument.VARIADIC() != null);
  }

  private Optional<List<String>> columns(Written written, Optional<Identifier> schema, Identifier name, @Nullable String alias) {
    if (!written.definitions().isEmpty()) {
      return Optional.of(written.definitions().stream().map(d -> TokenText.name(d.name()).value()).toList());
    }
    Set<List<String>> possible = new LinkedHashSet<>();
    for (FunctionInfo function : nodes.catalog().functions(schema, name)) {
      if (function.kind() == FunctionInfo.Kind.FUNCTION && function.arguments().size() - function.defaults() <= written.call().argument().size()) {
        possible.add(columns(function, name, alias));
      }
    }
    if (possible.size() > 1) {
      // Which variant is meant is known only when types are; unnest(tsvector) gives way to unnest(anyarray) and is refused then.
      possible.removeIf(names -> names.size() > 1);
    }
    if (possible.size() > 1) {
      nodes.refuse(written.call(), "a function whose variants have different columns is", "Give its columns names with AS alias (…) around another function.");
      return Optional.empty();
    }
    if (possible.isEmpty()) {
      nodes.error(
          DiagnosticCode.UNKNOWN_FUNCTION,
          written.call(),
          "function " + name.sql() + " does not exist",
          "Check the name, or add its schema.");
      return Optional.empty();
    }
    return Optional.of(possible.iterator().next());
  }

  private List<String> columns(FunctionInfo function, Identifier name, @Nullable String alias) {
    List<String> outputs = function.outputs().stream().map(FunctionInfo.Output::name).toList();
    if (outputs.size() > 1 || outputs.size() == 1 && !outputs.getFirst().isEmpty()) {
      return outputs;
    }
    List<String> attributes =
        nodes.catalog().type(function.result()).map(TypeInfo::attributes).orElse(List.of()).stream()
            .map(attribute -> attribute.name().value())
            .toList();
    return attributes.isEmpty() ? List.of(alias == null ? name.value() : alias) : attributes;
  }

  /** Names told apart, as a table needs them; PostgreSQL would only refuse a reference to one that repeats. */
  private static List<String> numbered(List<String> columns) {
    Set<String> taken = new LinkedHashSet<>();
    for (String column : columns) {
      String name = column;
      for (int i = 1; !taken.add(name); i++) {
        name = column + "_" + i;
      }
    }
    return List.copyOf(taken);
  }
}
