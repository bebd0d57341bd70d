package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.validation.AggregateOperator;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlInternalOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** GROUP BY: its keys and grouping sets (manual, SELECT, "GROUP BY Clause", and chapter 7.2.4). */
final class GroupByReader {
  private static final long MOST_SETS = 4096;

  private final Nodes nodes;
  private final ExpressionReader expressions;

  GroupByReader(Nodes nodes, ExpressionReader expressions) {
    this.nodes = nodes;
    this.expressions = expressions;
  }

  /**
   * @param spans gets the place of each key
   */
  SqlNodeList read(GroupByContext context, List<SelectItem> items, List<Span> spans) {
    SqlNodeList keys = new SqlNodeList(nodes.position(context));
    for (GroupItemContext item : context.groupItem()) {
      if (item instanceof GroupExpressionContext group) {
        for (SqlNode key : group(group.expression(), items)) {
          keys.add(key);
          spans.add(nodes.span(group));
        }
      } else {
        keys.add(groupingSets(item, items));
        spans.add(nodes.span(item));
      }
    }
    // PostgreSQL's limit (parse_agg.c), also for sets that GROUP BY DISTINCT would take for one.
    if (keys.stream().mapToLong(GroupByReader::sets).reduce(1, GroupByReader::product) > MOST_SETS) {
      nodes.error(DiagnosticCode.GROUPING_ERROR, context, "too many grouping sets present (maximum " + MOST_SETS + ")", "Name the sets that are wanted in GROUPING SETS.");
      return new SqlNodeList(List.of(nodes.erroneous(context)), nodes.position(context));
    }
    boolean distinct = context.setQuantifier() != null && context.setQuantifier().DISTINCT() != null;
    if (distinct && keys.stream().anyMatch(GroupByReader::isSets)) {
      return new SqlNodeList(List.of(SqlInternalOperators.GROUP_BY_DISTINCT.createCall(keys)), nodes.position(context));
    }
    return keys;
  }

  private static long sets(SqlNode key) {
    return isSets(key) ? ((SqlCall) key).getOperandList().stream().mapToLong(GroupByReader::sets).sum() : 1;
  }

  /** Calcite takes sets without keys and aggregates for one. */
  void refuseRepeatedEmptySet(GroupByContext context, SqlNodeList keys, SqlNodeList list, @Nullable SqlNode having) {
    boolean repeated = keys.stream().mapToLong(GroupByReader::emptySets).reduce(1, GroupByReader::product) > 1;
    if (repeated && !aggregates(list) && (having == null || !aggregates(having))) {
      nodes.refuse(context, "the empty grouping set more than once, without an aggregate, is", "Write () once, and UNION ALL for the second row.");
    }
  }

  private static boolean aggregates(SqlNode node) {
    return switch (node) {
      case SqlCall call when call.getOperator() instanceof AggregateOperator operator && !operator.isGrouping() -> true;
      case SqlSelect _ -> false;
      case SqlCall call -> call.getOperandList().stream().anyMatch(operand -> operand != null && aggregates(operand));
      case SqlNodeList list -> list.stream().anyMatch(GroupByReader::aggregates);
      default -> false;
    };
  }

  private static long emptySets(SqlNode key) {
    if (isSets(key)) {
      return ((SqlCall) key).getOperandList().stream().mapToLong(GroupByReader::emptySets).sum();
    }
    return key.getKind() == SqlKind.ROW && ((SqlCall) key).operandCount() == 0 ? 1 : 0;
  }

  /** Of two numbers of sets, no more than one above the limit. */
  private static long product(long left, long right) {
    return Math.min(left * right, MOST_SETS + 1);
  }

  private static boolean isSets(SqlNode key) {
    return key.getKind() == SqlKind.GROUPING_SETS;
  }

  private SqlNode groupingSets(GroupItemContext context, List<SelectItem> items) {
    SqlParserPos position = nodes.position(context);
    return switch (context) {
      case GroupingSetsContext e ->
          SqlStdOperatorTable.GROUPING_SETS.createCall(
              position, e.groupItem().stream().map(item -> item instanceof GroupExpressionContext key ? set(key.expression(), items) : element(item, items)).toList());
      case RollupOrCubeContext e -> {
        if (e.CUBE() != null && e.expressions().expression().size() > 12) {
          nodes.error(DiagnosticCode.GROUPING_ERROR, e, "CUBE is limited to 12 elements", "Name the sets that are wanted in GROUPING SETS.");
          yield nodes.erroneous(e);
        }
        yield SqlStdOperatorTable.GROUPING_SETS.createCall(position, e.CUBE() == null ? rollup(e, items) : cube(e, items));
      }
      default -> SqlStdOperatorTable.GROUPING_SETS.createCall(position, element(context, items));
    };
  }

  /** The elements, and ever fewer of them. Written out, since Calcite takes sets of one ROLLUP or CUBE that come to the same keys for one. */
  private List<SqlNode> rollup(RollupOrCubeContext context, List<SelectItem> items) {
    List<ExpressionContext> elements = context.expressions().expression();
    List<SqlNode> sets = new ArrayList<>();
    for (int size = elements.size(); size >= 0; size--) {
      sets.add(union(context, elements.subList(0, size), items));
    }
    return sets;
  }

  /** Every choice among the elements. */
  private List<SqlNode> cube(RollupOrCubeContext context, List<SelectItem> items) {
    List<ExpressionContext> elements = context.expressions().expression();
    List<SqlNode> sets = new ArrayList<>();
    for (int left = 0; left < 1 << elements.size(); left++) {
      int without = left;
      sets.add(union(context, IntStream.range(0, elements.size()).filter(i -> (without >> i & 1) == 0).mapToObj(elements::get).toList(), items));
    }
    return sets;
  }

  private SqlNode union(RollupOrCubeContext context, List<ExpressionContext> elements, List<SelectItem> items) {
    return SqlStdOperatorTable.ROW.createCall(
        nodes.position(context), elements.stream().flatMap(element -> group(element, items).stream()).toList());
  }

  /** What stands in GROUPING SETS: a set of keys, none, or more sets. */
  private SqlNode element(GroupItemContext context, List<SelectItem> items) {
    return context instanceof EmptyGroupContext ? SqlStdOperatorTable.ROW.createCall(nodes.position(context)) : groupingSets(context, items);
  }

  private SqlNode set(ExpressionContext context, List<SelectItem> items) {
    List<SqlNode> keys = group(context, items);
    return keys.size() == 1 ? keys.getFirst() : SqlStdOperatorTable.ROW.createCall(nodes.position(context), keys);
  }

  /**
   * One or, for a row, several keys. A number counts output columns. A bare name is first a column of FROM and only then that
   * of an output column (manual, SELECT, "GROUP BY Clause").
   */
  private List<SqlNode> group(ExpressionContext context, List<SelectItem> items) {
    Optional<RowContext> list = list(context);
    if (list.isPresent()) {
      return list.get().expression().stream().flatMap(element -> group(element, items).stream()).toList();
    }
    Optional<SelectItem> output = outputNamed(context, items);
    if (output.isPresent()) {
      return List.of(output.get().expression().get());
    }
    SqlNode key = expressions.read(context);
    Construct construct = Nodes.construct(key).orElse(null);
    if (construct instanceof Construct.RowOf) {
      return Nodes.operands(key);
    }
    if (construct instanceof Construct.Constant(Optional<String> text, SqlType type)) {
      if (type.equals(SqlType.INTEGER)) {
        return List.of(output(context, items, Integer.parseInt(text.orElseThrow())));
      }
      nodes.error(DiagnosticCode.GROUPING_ERROR, context, "non-integer constant in GROUP BY", "Name a column, or count the output columns from 1.");
      return List.of(nodes.erroneous(context));
    }
    return List.of(key);
  }

  /** Several expressions in parentheses, each of which is a key; ROW(…) is one. */
  private static Optional<RowContext> list(ExpressionContext context) {
    return OrderNames.primary(context) instanceof RowContext row && row.ROW() == null ? Optional.of(row) : Optional.empty();
  }

  private Optional<SelectItem> outputNamed(ExpressionContext context, List<SelectItem> items) {
    return OrderNames.bareName(context)
        .filter(name -> !nodes.scope().has(name))
        .flatMap(name -> items.stream().filter(item -> item.column().name().equals(name)).findFirst());
  }

  private SqlNode output(ExpressionContext context, List<SelectItem> items, int position) {
    if (position < 1 || position > items.size()) {
      nodes.error(
          DiagnosticCode.GROUPING_ERROR,
          context,
          "GROUP BY position " + position + " is not in select list",
          "Count the output columns from 1.");
      return nodes.erroneous(context);
    }
    return items.get(position - 1).expression().get();
  }
}
