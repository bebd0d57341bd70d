package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.syntax.QuerySyntax.Occurrence;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** The FROM clause. */
final class FromReader {
  private final Nodes nodes;
  private final ExpressionReader expressions;
  private final QueryReader queries;
  private final SourceLookup lookup;
  private final Map<List<String>, Occurrence> tables = new LinkedHashMap<>();
  private boolean complete = true;
  private int unnamed;

  FromReader(Nodes nodes, ExpressionReader expressions, QueryReader queries, SourceLookup lookup) {
    this.nodes = nodes;
    this.expressions = expressions;
    this.queries = queries;
    this.lookup = lookup;
  }

  Map<List<String>, Occurrence> tables() {
    return tables;
  }

  /** False once a FROM item had to be left out, so that columns of it would be reported as unknown. */
  boolean complete() {
    return complete;
  }

  @Nullable SqlNode read(List<FromItemContext> items, CommonTables scope) {
    SqlNode from = null;
    for (FromItemContext item : items) {
      SqlNode next = read(item, scope);
      from = from == null ? next : join(item, from, false, JoinType.COMMA, next, JoinConditionType.NONE, null);
    }
    return from;
  }

  private SqlNode read(FromItemContext context, CommonTables scope) {
    return switch (context) {
      case SingleItemContext item -> read(item.fromPrimary(), scope);
      case CrossJoinContext e ->
          join(e, read(e.fromItem(), scope), false, JoinType.CROSS, read(e.fromPrimary(), scope), JoinConditionType.NONE, null);
      case NaturalJoinContext e ->
          join(e, read(e.fromItem(), scope), true, type(e.joinType()), read(e.fromPrimary(), scope), JoinConditionType.NONE, null);
      case ConditionalJoinContext e -> conditional(e, scope);
      default -> throw new IllegalStateException("no such FROM item: " + context.getClass());
    };
  }

  private SqlNode conditional(ConditionalJoinContext e, CommonTables scope) {
    SqlNode left = read(e.fromItem(0), scope);
    SqlNode right = read(e.fromItem(1), scope);
    JoinType type = type(e.joinType());
    if (e.name() != null) {
      nodes.refuse(e.name(), "an alias for USING is", "Leave the alias out and use the tables' own.");
    }
    if (e.expression() != null) {
      return join(e, left, false, type, right, JoinConditionType.ON, expressions.condition(e.expression()));
    }
    return join(e, left, false, type, right, JoinConditionType.USING, columns(e.nameList()));
  }

  private JoinType type(@Nullable JoinTypeContext context) {
    if (context == null || context.INNER() != null) {
      return JoinType.INNER;
    }
    nodes.refuse(context, context.getStart().getText().toUpperCase(java.util.Locale.ROOT) + " JOIN is", "Use an inner join.");
    return context.LEFT() != null ? JoinType.LEFT : context.RIGHT() != null ? JoinType.RIGHT : JoinType.FULL;
  }

  private SqlNode join(
      FromItemContext context,
      SqlNode left,
      boolean natural,
      JoinType type,
      SqlNode right,
      JoinConditionType conditionType,
      @Nullable SqlNode condition) {
    SqlParserPos position = nodes.position(context);
    return new SqlJoin(
        position,
        left,
        SqlLiteral.createBoolean(natural, position),
        type.symbol(position),
        right,
        conditionType.symbol(position),
        condition);
  }

  private SqlNode read(FromPrimaryContext context, CommonTables scope) {
    return switch (context) {
      case TableContext e -> {
        if (e.tableSample() != null) {
          nodes.refuse(e.tableSample(), "TABLESAMPLE is", "Filter the rows with WHERE.");
        }
        yield table(e.qualifiedName(), e.alias(), scope);
      }
      case DerivedTableContext e -> derived(e, scope);
      case NestedJoinContext e -> {
        if (e.alias() != null) {
          complete = false;
          nodes.refuse(e, "an alias for a join is", "Put the join into a sub-query.");
        }
        yield read(e.fromItem(), scope);
      }
      case TableFunctionContext e -> leftOut(e, "a function in FROM");
      case RowsFromContext e -> leftOut(e, "ROWS FROM");
      default -> throw new IllegalStateException("no such FROM item: " + context.getClass());
    };
  }

  private SqlNode leftOut(FromPrimaryContext context, String what) {
    complete = false;
    nodes.refuse(context, what + " is", "Read from tables and sub-queries only.");
    return new SqlIdentifier("left out", nodes.position(context));
  }

  SqlNode table(QualifiedNameContext context, @Nullable AliasContext alias, CommonTables scope) {
    List<Identifier> name = TokenText.names(context);
    SqlParserPos position = nodes.position(context);
    Optional<Identifier> schema = ExpressionReader.schema(name);
    if (schema.isEmpty() && scope.contains(name.getLast())) {
      if (scope.isRecursive(name.getLast())) {
        complete = false;
        nodes.refuse(context, "recursion is", "Unroll the query to the depth that is needed.");
      }
      return aliased(new SqlIdentifier(name.getLast().value(), position), alias, List.of());
    }
    Optional<Source> found = lookup.find(schema, name.getLast(), nodes.span(context), nodes.diagnostics()::add);
    if (found.isEmpty()) {
      complete = false;
      return new SqlIdentifier("left out", position);
    }
    Source source = found.get();
    String schemaName = source.name().schema().value();
    String tableName = source.name().name().value();
    // Whoever gives an alias can no longer use the table's name, so the path may tell mentions apart.
    String path = alias == null ? tableName : tableName + "#" + tables.size();
    String label = alias == null ? tableName : TokenText.name(alias.name()).value();
    tables.putIfAbsent(List.of(schemaName, path), new Occurrence(source, label, nodes.span(context)));
    List<String> columns = source.fields().stream().map(field -> field.name()).toList();
    return aliased(new SqlIdentifier(List.of(schemaName, path), position), alias, columns);
  }

  private SqlNode derived(DerivedTableContext e, CommonTables scope) {
    if (e.LATERAL() != null) {
      complete = false;
      return nodes.refuse(e, "LATERAL is", "Join without LATERAL.");
    }
    SqlNode query = queries.read(e.query(), scope, false);
    if (e.alias() != null) {
      return aliased(query, e.alias(), List.of());
    }
    unnamed++;
    return SqlStdOperatorTable.AS.createCall(
        nodes.position(e), query, new SqlIdentifier("unnamed_subquery " + unnamed, nodes.position(e)));
  }

  /** An alias; fewer column names than columns leave the last ones as they are, where they are known. */
  private SqlNode aliased(SqlNode node, @Nullable AliasContext alias, List<String> known) {
    if (alias == null) {
      return node;
    }
    List<SqlNode> operands = new ArrayList<>();
    operands.add(node);
    operands.add(identifier(alias.name()));
    if (alias.nameList() != null) {
      List<NameContext> names = alias.nameList().name();
      names.forEach(name -> operands.add(identifier(name)));
      for (int i = names.size(); i < known.size(); i++) {
        operands.add(new SqlIdentifier(known.get(i), nodes.position(alias)));
      }
      if (!known.isEmpty() && names.size() > known.size()) {
        nodes.error(
            DiagnosticCode.COLUMN_COUNT,
            alias,
            "table \"" + TokenText.name(alias.name()).value() + "\" has " + known.size() + " columns available but " + names.size() + " columns specified",
            "Name at most as many columns as there are.");
      }
    }
    return SqlStdOperatorTable.AS.createCall(nodes.position(alias), operands);
  }

  private SqlNode identifier(NameContext name) {
    return new SqlIdentifier(TokenText.name(name).value(), nodes.position(name));
  }

  SqlNodeList columns(NameListContext context) {
    return new SqlNodeList(context.name().stream().map(this::identifier).toList(), nodes.position(context));
  }
}
