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
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** The SQL of one function of SQL/JSON, written anew from its parts: words as they are, types by their full names, operands left open. */
final class JsonWords {
  private final Nodes nodes;
  private final ExpressionReader expressions;
  private final String function;
  private final List<String> words = new ArrayList<>();
  private final List<SqlNode> operands = new ArrayList<>();
  private final List<Role> roles = new ArrayList<>();
  private final List<SqlType> converted = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  JsonWords(Nodes nodes, ExpressionReader expressions, String function) {
    this.nodes = nodes;
    this.expressions = expressions;
    this.function = function;
  }

  JsonWords add(String more) {
    text.append(more);
    return this;
  }

  JsonWords operand(ExpressionContext context, Role role) {
    return operand(expressions.read(context), role);
  }

  JsonWords operand(SqlNode node, Role role) {
    words.add(text.toString());
    text.setLength(0);
    operands.add(node);
    roles.add(role);
    return this;
  }

  /** The words of a clause that holds neither names nor values; nothing where it is missing. */
  JsonWords clause(@Nullable ParserRuleContext context) {
    if (context != null) {
      StringBuilder clause = new StringBuilder();
      for (int i = 0; i < context.getChildCount(); i++) {
        String child = context.getChild(i) instanceof TerminalNode word ? word.getText().toUpperCase(Locale.ROOT) : context.getChild(i).getText();
        clause.append(' ').append(child);
      }
      text.append(clause);
    }
    return this;
  }

  JsonWords value(JsonValueContext context) {
    return operand(context.expression(), Role.VALUE).clause(context.jsonFormat());
  }

  JsonWords path(ExpressionContext context) {
    return operand(context, Role.PATH);
  }

  /** A path that must be a plain constant. */
  JsonWords path(String path) {
    paths.add(path);
    return add(quoted(path));
  }

  /** The path of a column or of nested columns; nothing where it is missing. */
  JsonWords path(@Nullable StringContext context) {
    return context == null ? this : add(" PATH ").path(TokenText.string(context));
  }

  /** What a path is called; nothing where it has no name. */
  JsonWords named(@Nullable NameContext context) {
    return context == null ? this : add(" AS " + quotedName(TokenText.name(context)));
  }

  JsonWords ordinality(Identifier name) {
    return add(quotedName(name) + " FOR ORDINALITY");
  }

  JsonWords passing(@Nullable JsonPassingContext context) {
    if (context != null) {
      String separator = " PASSING ";
      for (JsonArgumentContext argument : context.jsonArgument()) {
        add(separator).operand(argument.jsonValue().expression(), Role.PASSED).clause(argument.jsonValue().jsonFormat());
        add(" AS " + quotedName(TokenText.label(argument.label())));
        separator = ", ";
      }
    }
    return this;
  }

  JsonWords returning(@Nullable JsonReturningContext context) {
    return context == null ? this : add(" RETURNING " + type(context).orElseThrow().sql()).clause(context.jsonFormat());
  }

  /** The type behind RETURNING. */
  Optional<SqlType> type(@Nullable JsonReturningContext context) {
    return context == null ? Optional.empty() : Optional.of(expressions.type(context.typeName()));
  }

  /** The type of a column of JSON_TABLE. */
  JsonWords column(Identifier name, SqlType type) {
    converted.add(type);
    return add(quotedName(name) + " " + type.sql());
  }

  /** What comes instead of a value that is not there or cannot be had, as a value of {@code target}. */
  JsonWords otherwise(List<JsonOtherwiseContext> contexts, SqlType target) {
    for (JsonOtherwiseContext context : contexts) {
      behavior(context.jsonBehavior(), target).add(context.EMPTY() != null ? " ON EMPTY" : " ON ERROR");
    }
    return this;
  }

  JsonWords onError(@Nullable JsonBehaviorContext context, SqlType target) {
    return context == null ? this : behavior(context, target).add(" ON ERROR");
  }

  private JsonWords behavior(JsonBehaviorContext context, SqlType target) {
    if (context.DEFAULT() == null) {
      return clause(context);
    }
    SqlNode value = expressions.read(context.expression());
    if (AggregateLevel.reads(value)) {
      nodes.error(
          DiagnosticCode.INVALID_QUERY,
          context,
          "can only specify a constant, non-aggregate function, or operator expression for DEFAULT",
          "Leave DEFAULT out, and write coalesce(…, column) around the call.");
    }
    return add(" DEFAULT ").operand(nodes.call(new Construct.TypeCast(target), context, value), Role.DEFAULT);
  }

  Construct.Json construct(Optional<SqlType> returning, List<SqlType> columns, boolean remembers) {
    List<String> all = new ArrayList<>(words);
    all.add(text.toString());
    return new Construct.Json(function, all, roles, returning, converted, paths, columns, remembers);
  }

  List<SqlNode> operands() {
    return operands;
  }

  /** In quotes, for a bare word may be one of the grammar's. */
  private static String quotedName(Identifier name) {
    return '"' + name.value().replace("\"", "\"\"") + '"';
  }

  private static String quoted(String value) {
    String doubled = "'" + value.replace("'", "''") + "'";
    return value.chars().noneMatch(c -> c == '\\' || c == '\n' || c == '\r')
        ? doubled
        : "E" + doubled.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
