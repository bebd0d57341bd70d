package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Joins of FROM. USING and NATURAL become conditions over qualified names here: Calcite's own merging of columns neither
 * follows PostgreSQL's order of {@code *} nor reaches the conditions of later joins.
 */
final class FromReader {
  private final Nodes nodes;
  private final ExpressionReader expressions;
  private final FromItemReader items;

  /** What a LATERAL item read now may name: everything to its left. */
  private FromScope left = FromScope.EMPTY;

  FromReader(Nodes nodes, ExpressionReader expressions, FromItemReader items) {
    this.nodes = nodes;
    this.expressions = expressions;
    this.items = items;
  }

  /** A FROM clause or a part of it, with the columns it offers. */
  record From(SqlNode node, FromScope scope) {}

  Optional<From> read(List<FromItemContext> list, CommonTables tables) {
    From from = null;
    FromScope outside = left;
    left = FromScope.EMPTY;
    for (FromItemContext item : list) {
      From next = read(item, tables);
      left = FromScope.join(left, next.scope());
      from =
          from == null
              ? next
              : new From(
                  join(item, from.node(), JoinType.COMMA, next.node(), null),
                  FromScope.join(from.scope(), next.scope()));
    }
    left = outside;
    return Optional.ofNullable(from);
  }

  private From read(FromItemContext context, CommonTables tables) {
    return switch (context) {
      case SingleItemContext item -> primary(item.fromPrimary(), tables);
      case CrossJoinContext e -> {
        From first = read(e.fromItem(), tables);
        From second = toTheRight(first, JoinType.CROSS, () -> primary(e.fromPrimary(), tables));
        yield new From(
            join(e, first.node(), JoinType.CROSS, second.node(), null),
            FromScope.join(first.scope(), second.scope()));
      }
      case NaturalJoinContext e -> {
        From first = read(e.fromItem(), tables);
        From second = toTheRight(first, type(e.joinType()), () -> primary(e.fromPrimary(), tables));
        yield merging(e, type(e.joinType()), first, second, first.scope().common(second.scope()));
      }
      case ConditionalJoinContext e -> conditional(e, tables);
      default -> throw new IllegalStateException("no such FROM item: " + context.getClass());
    };
  }

  /** The right side of a join. LATERAL there may name the left side unless its rows can be missing (manual, 7.2.1.5). */
  private From toTheRight(From first, JoinType type, Supplier<From> second) {
    FromScope outside = left;
    if (type != JoinType.RIGHT && type != JoinType.FULL) {
      left = FromScope.join(left, first.scope());
    }
    From read = second.get();
    left = outside;
    return read;
  }

  private From primary(FromPrimaryContext context, CommonTables tables) {
    if (context instanceof NestedJoinContext e) {
      if (e.alias() != null) {
        nodes.refuse(e, "an alias for a join is", "Put the join into a sub-query.");
        nodes.leaveOut();
      }
      return read(e.fromItem(), tables);
    }
    return items.read(context, tables, left);
  }

  private From conditional(ConditionalJoinContext e, CommonTables tables) {
    From left = read(e.fromItem(0), tables);
    JoinType type = type(e.joinType());
    From right = toTheRight(left, type, () -> read(e.fromItem(1), tables));
    if (e.name() != null) {
      nodes.refuse(e.name(), "an alias for USING is", "Leave the alias out and use the tables' own.");
    }
    if (e.nameList() != null) {
      List<String> names = e.nameList().name().stream().map(name -> TokenText.name(name).value()).toList();
      return merging(e.nameList(), type, left, right, names);
    }
    FromScope both = FromScope.join(left.scope(), right.scope());
    FromScope outer = nodes.enter(both);
    SqlNode condition = expressions.subqueries().with(tables, () -> expressions.condition(e.expression(), "JOIN/ON"));
    nodes.enter(outer);
    return new From(join(e, left.node(), type, right.node(), condition), padding(both, type, left, right));
  }

  private From merging(ParserRuleContext context, JoinType type, From left, From right, List<String> names) {
    List<SqlNode> comparisons = new ArrayList<>();
    List<String> merged = new ArrayList<>();
    for (String name : names) {
      if (isSingle(context, left.scope(), name, "left") && isSingle(context, right.scope(), name, "right")) {
        merged.add(name);
        comparisons.add(
            nodes.call(
                new Construct.Operation("="),
                context,
                nodes.column(left.scope().named(name).getFirst(), context),
                nodes.column(right.scope().named(name).getFirst(), context)));
      }
    }
    FromScope scope =
        padding(FromScope.join(left.scope(), right.scope(), merged, new Construct.MergedColumn(shown(type))), type, left, right);
    if (comparisons.isEmpty() && type == JoinType.INNER) {
      return new From(join(context, left.node(), JoinType.CROSS, right.node(), null), scope);
    }
    SqlNode condition =
        comparisons.isEmpty()
            ? SqlLiteral.createBoolean(true, nodes.position(context))
            : nodes.balanced(SqlStdOperatorTable.AND, context, comparisons);
    return new From(join(context, left.node(), type, right.node(), condition), scope);
  }

  /** The scope of a join: which tables show NULLs where they have no partner. */
  private static FromScope padding(FromScope both, JoinType type, From left, From right) {
    FromScope scope = type == JoinType.RIGHT || type == JoinType.FULL ? both.padding(left.scope().tables().keySet()) : both;
    return type == JoinType.LEFT || type == JoinType.FULL ? scope.padding(right.scope().tables().keySet()) : scope;
  }

  /** Which side a merged column shows. */
  private static Construct.MergedColumn.Side shown(JoinType type) {
    return switch (type) {
      case LEFT -> Construct.MergedColumn.Side.LEFT;
      case RIGHT -> Construct.MergedColumn.Side.RIGHT;
      case FULL -> Construct.MergedColumn.Side.BOTH;
      default -> Construct.MergedColumn.Side.EITHER;
    };
  }

  private boolean isSingle(ParserRuleContext context, FromScope scope, String name, String side) {
    int count = scope.named(name).size();
    if (count == 0) {
      nodes.error(
          DiagnosticCode.UNKNOWN_COLUMN,
          context,
          "column \"" + name + "\" specified in USING clause does not exist in " + side + " table",
          "Join with ON instead.");
    } else if (count > 1) {
      nodes.error(
          DiagnosticCode.AMBIGUOUS_COLUMN,
          context,
          "common column name \"" + name + "\" appears more than once in " + side + " table",
          "Join with ON instead.");
    }
    return count == 1;
  }

  private static JoinType type(@Nullable JoinTypeContext context) {
    if (context == null || context.INNER() != null) {
      return JoinType.INNER;
    }
    return context.LEFT() != null ? JoinType.LEFT : context.RIGHT() != null ? JoinType.RIGHT : JoinType.FULL;
  }

  private SqlNode join(ParserRuleContext context, SqlNode left, JoinType type, SqlNode right, @Nullable SqlNode condition) {
    SqlParserPos position = nodes.position(context);
    return new SqlJoin(
        position,
        left,
        SqlLiteral.createBoolean(false, position),
        type.symbol(position),
        right,
        (condition == null ? JoinConditionType.NONE : JoinConditionType.ON).symbol(position),
        condition);
  }

}
