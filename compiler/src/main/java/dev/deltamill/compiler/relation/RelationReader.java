package dev.deltamill.compiler.relation;

import com.google.common.collect.Sets;
import dev.deltamill.compiler.relation.GroupingSets.Grouping;
import dev.deltamill.compiler.syntax.QuerySyntax.Occurrence;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.typing.ExpressionTyping;
import dev.deltamill.compiler.typing.Remedies;
import dev.deltamill.compiler.typing.TypingException;
import dev.deltamill.compiler.validation.AggregateOperator;
import dev.deltamill.compiler.validation.OpaqueTypes;
import dev.deltamill.compiler.validation.TableFunctionOperator;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Literal;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project.Output;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Turns Calcite's relational form into {@code ir}. */
public final class RelationReader {
  private final ExpressionTyping typing;
  private final Map<List<String>, Occurrence> tables;
  private final Span query;
  private final @Nullable DependentScope scope;
  /** The calls of GROUPING that were met. */
  private final Set<AggregateOperator> asked;

  /**
   * A reader for one query.
   *
   * @param tables what the paths of its table scans stand for
   * @param query where it stands, for what has no place of its own
   */
  public RelationReader(ExpressionTyping typing, Map<List<String>, Occurrence> tables, Span query) {
    this(typing, tables, query, null, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private RelationReader(
      ExpressionTyping typing, Map<List<String>, Occurrence> tables, Span query, @Nullable DependentScope scope, Set<AggregateOperator> asked) {
    this.typing = typing;
    this.tables = tables;
    this.query = query;
    this.scope = scope;
    this.asked = asked;
  }

  public Relation read(RelNode node) {
    return switch (node) {
      case LogicalTableScan scan -> scan(scan.getTable().getQualifiedName());
      case LogicalValues values -> oneRow(values);
      case LogicalFilter filter -> filter(filter, filter.getVariablesSet());
      case LogicalProject project -> project(project);
      case LogicalJoin join -> join(join);
      case LogicalCorrelate correlate -> lateral(correlate);
      case LogicalTableFunctionScan scan -> functions(scan);
      case LogicalUnion union -> union.all ? union(union) : Relation.Aggregate.distinct(union(union));
      case LogicalIntersect intersect -> intersection(new SetOperation(side(intersect, 0), side(intersect, 1), query), intersect.all);
      case LogicalMinus minus -> difference(new SetOperation(side(minus, 0), side(minus, 1), query), minus.all);
      case LogicalAggregate aggregate -> aggregate(aggregate);
      default -> throw new IllegalStateException("an operator that should have been refused: " + node);
    };
  }

  private Relation scan(List<String> path) {
    Occurrence occurrence = tables.get(path);
    if (occurrence == null) {
      throw new IllegalStateException("a table that was never looked up: " + path);
    }
    if (occurrence.source().view().isPresent()) {
      return occurrence.source().view().get().query();
    }
    return new Relation.Scan(
        occurrence.source().name(),
        occurrence.alias(),
        occurrence.source().fields(),
        occurrence.source().key(),
        occurrence.span());
  }

  /** SELECT without FROM reads one row without fields; Calcite gives it one field, which nothing reads. */
  private static Relation oneRow(LogicalValues values) {
    if (values.getTuples().size() != 1) {
      throw new IllegalStateException("constant rows of Calcite's own: " + values);
    }
    return new Relation.Values(List.of(), List.of(List.of()));
  }

  private Relation filter(LogicalFilter filter, Set<CorrelationId> rows) {
    Relation input = read(filter.getInput());
    RowExpressions expressions = expressions(input, rows, filter.getInput());
    Expression condition = expressions.read(filter.getCondition());
    return filtered(input, condition, expressions.subqueries());
  }

  /** The rows of the input for which a condition over its fields and the values of sub-queries holds. */
  static Relation filtered(Relation input, Expression condition, List<Expression.Subquery> subqueries) {
    if (subqueries.isEmpty()) {
      return input instanceof Relation.Join(var inputs, var joined)
          ? new Relation.Join(inputs, Expression.and(List.of(joined, condition)))
          : new Relation.Filter(input, condition);
    }
    int width = input.fields().size();
    // What needs no sub-query is tested first, so that fewer rows ask them.
    List<Expression> plain = new ArrayList<>();
    List<Expression> asking = new ArrayList<>();
    List<Expression.Subquery> asked = new ArrayList<>(subqueries);
    for (Expression conjunct : condition.conjuncts()) {
      if (readsBeyond(conjunct, width)) {
        asking.add(Existence.condition(conjunct, width, asked));
      } else {
        plain.add(conjunct);
      }
    }
    Relation below = plain.isEmpty() ? input : filtered(input, Expression.and(plain), List.of());
    Relation applied = new Relation.Filter(new Relation.Apply(below, asked), Expression.and(asking));
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      outputs.add(new Output(applied.fields().get(i).name(), applied.column(i)));
    }
    return new Relation.Project(applied, outputs);
  }

  private static boolean readsBeyond(Expression expression, int width) {
    return expression instanceof Expression.Column column && column.index() >= width
        || expression.operands().stream().anyMatch(operand -> readsBeyond(operand, width));
  }

  private Relation project(LogicalProject project) {
    // Of HAVING with several sub-queries Calcite notes at the projection above what they call the row.
    Relation rows =
        project.getInput() instanceof LogicalFilter filter
            ? filter(filter, Sets.union(filter.getVariablesSet(), project.getVariablesSet()))
            : read(project.getInput());
    Windowing.Windowed windowed =
        new Windowing(typing).over(rows, project.getProjects(), expressions(rows, project.getVariablesSet(), project.getInput()));
    Relation input = windowed.relation();
    Unfolding unfolding = new Unfolding();
    RowExpressions expressions = expressions(input, project.getVariablesSet(), project.getInput(), unfolding).knowing(windowed.results());
    List<Expression> values = project.getProjects().stream().map(expressions::read).toList();
    if (expressions.subqueries().stream().anyMatch(Unfolding::isReadBy)) {
      throw new TypingException(
          DiagnosticCode.UNSUPPORTED_CONSTRUCT, query, "a sub-query about the results of a set-returning function in the same select list is not supported", "Call the function in FROM.");
    }
    Unfolding.Unfolded unfolded = unfolding.over(applied(input, expressions));
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      outputs.add(new Output(project.getRowType().getFieldNames().get(i), unfolded.settle(values.get(i))));
    }
    return new Relation.Project(unfolded.rows(), outputs);
  }

  private Relation join(LogicalJoin join) {
    return switch (join.getJoinType()) {
      case INNER -> innerJoin(join);
      case LEFT -> outerJoin(join, Relation.OuterJoin.Kind.LEFT);
      case FULL -> outerJoin(join, Relation.OuterJoin.Kind.FULL);
      case RIGHT -> rightJoin(join);
      case SEMI, ANTI, ASOF, LEFT_ASOF, LEFT_MARK -> throw new IllegalStateException("a join of Calcite's own: " + join);
    };
  }

  private Relation outerJoin(LogicalJoin join, Relation.OuterJoin.Kind kind) {
    Relation.Join cross = new Relation.Join(List.of(read(join.getLeft()), read(join.getRight())), Literal.TRUE);
    RowExpressions expressions = expressions(cross, join.getVariablesSet(), join);
    Expression condition = expressions.read(join.getCondition());
    return outer(cross.inputs().getFirst(), cross.inputs().getLast(), condition, expressions.subqueries(), kind);
  }

  private Relation outer(
      Relation left, Relation right, Expression condition, List<Expression.Subquery> subqueries, Relation.OuterJoin.Kind kind) {
    return subqueries.isEmpty()
        ? new Relation.OuterJoin(left, right, condition, kind)
        : new AskingJoin(query).of(left, right, condition, subqueries, kind);
  }

  /** {@code a RIGHT JOIN b} is {@code b LEFT JOIN a} with the columns in the order of the user's sides. */
  private Relation rightJoin(LogicalJoin join) {
    Relation.Join cross = new Relation.Join(List.of(read(join.getLeft()), read(join.getRight())), Literal.TRUE);
    RowExpressions expressions = expressions(cross, join.getVariablesSet(), join);
    int left = cross.inputs().getFirst().fields().size();
    int right = cross.inputs().getLast().fields().size();
    IntUnaryOperator turn = i -> i < left ? right + i : i < left + right ? i - left : i;
    Expression condition = expressions.read(join.getCondition()).moveColumns(turn);
    List<Expression.Subquery> subqueries =
        expressions.subqueries().stream().map(subquery -> (Expression.Subquery) subquery.moveColumns(turn)).toList();
    Relation turned =
        outer(cross.inputs().getLast(), cross.inputs().getFirst(), condition, subqueries, Relation.OuterJoin.Kind.LEFT);
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < left + right; i++) {
      int position = turn.applyAsInt(i);
      outputs.add(new Output(turned.fields().get(position).name(), turned.column(position)));
    }
    return new Relation.Project(turned, outputs);
  }

  /** Inner joins one below the other are one join of all their inputs. */
  private Relation innerJoin(LogicalJoin join) {
    List<Relation> inputs = new ArrayList<>();
    List<Expression> conditions = new ArrayList<>();
    int offset = 0;
    for (RelNode side : join.getInputs()) {
      Relation input = read(side);
      if (input instanceof Relation.Join(var inner, var condition)) {
        inputs.addAll(inner);
        conditions.add(condition.shift(offset));
      } else {
        inputs.add(input);
      }
      offset += input.fields().size();
    }
    Relation.Join cross = new Relation.Join(inputs, Literal.TRUE);
    RowExpressions expressions = expressions(cross, join.getVariablesSet(), join);
    Expression condition = expressions.read(join.getCondition());
    Relation.Join inner = new Relation.Join(inputs, Expression.and(conditions));
    return filtered(inner, condition, expressions.subqueries());
  }

  private Relation functions(LogicalTableFunctionScan scan) {
    RexCall call = (RexCall) scan.getCall();
    if (!(call.getOperator() instanceof TableFunctionOperator operator)) {
      throw new IllegalStateException("a table function of Calcite's own: " + scan);
    }
    RowExpressions expressions = new RowExpressions(typing, List.of(), query, scope, subquery -> dependent(subquery, List.of(), Set.of(), scan), null);
    List<Expression> arguments = call.getOperands().stream().map(expressions::read).toList();
    if (!expressions.subqueries().isEmpty()) {
      throw new TypingException(
          DiagnosticCode.UNSUPPORTED_CONSTRUCT, operator.span(), "a sub-query in an argument of a function in FROM is not supported yet", Remedies.NO_REWRITE);
    }
    List<Relation.TableFunction.Item> items = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    var functions = typing.tableFunction(operator.construct(), arguments, operator.span());
    for (int i = 0; i < functions.size(); i++) {
      Construct.TableFunction.FromCall written = operator.construct().calls().get(i);
      List<Field> definitions = new ArrayList<>();
      for (int j = 0; j < written.names().size(); j++) {
        definitions.add(new Field(written.names().get(j).value(), written.definitions().get(j), true));
      }
      items.add(new Relation.TableFunction.Item(functions.get(i).call(), definitions));
      for (SqlType type : functions.get(i).columns()) {
        fields.add(new Field(operator.construct().columns().get(fields.size()), type, true));
      }
    }
    if (operator.construct().ordinality()) {
      fields.add(new Field(operator.construct().columns().getLast(), SqlType.BIGINT, false));
    }
    return new Relation.TableFunction(items, operator.construct().ordinality(), fields);
  }

  private Relation lateral(LogicalCorrelate correlate) {
    Relation left = read(correlate.getLeft());
    DependentScope dependent = new DependentScope(scope, Set.of(correlate.getCorrelationId()), new RowNames(correlate.getLeft(), query), left.fields());
    Relation right = inside(dependent).read(correlate.getRight());
    return switch (correlate.getJoinType()) {
      case INNER -> new Relation.Lateral(left, right, dependent.arguments(), false);
      case LEFT -> new Relation.Lateral(left, right, dependent.arguments(), true);
      default -> throw new IllegalStateException("a lateral join that should have been refused: " + correlate);
    };
  }

  /** The two sides of a union that is the whole query. */
  public List<Relation> inputs(RelNode node) {
    if (!(node instanceof LogicalUnion union) || union.getInputs().size() != 2) {
      throw new IllegalStateException("not a union of two: " + node);
    }
    return union.getInputs().stream().map(input -> typed(read(input), union.getRowType())).toList();
  }

  private Relation union(LogicalUnion union) {
    List<Relation> branches = new ArrayList<>();
    for (RelNode input : union.getInputs()) {
      Relation branch = typed(read(input), union.getRowType());
      if (branch instanceof Relation.UnionAll(var inner)) {
        branches.addAll(inner);
      } else {
        branches.add(branch);
      }
    }
    return constantRows(branches).orElseGet(() -> new Relation.UnionAll(branches));
  }

  private Relation side(SetOp operation, int input) {
    return typed(read(operation.getInput(input)), operation.getRowType());
  }

  private static Relation intersection(SetOperation sides, boolean all) {
    return all ? sides.intersectAll() : sides.intersect();
  }

  private static Relation difference(SetOperation sides, boolean all) {
    return all ? sides.exceptAll() : sides.except();
  }

  /** VALUES reaches us as a union of one-row projections. */
  private static Optional<Relation> constantRows(List<Relation> branches) {
    List<List<Expression>> rows = new ArrayList<>();
    for (Relation branch : branches) {
      if (!(branch instanceof Relation.Project(Relation.Values(var noFields, var one), var outputs))
          || !noFields.isEmpty()
          || one.size() != 1) {
        return Optional.empty();
      }
      rows.add(outputs.stream().map(Output::expression).toList());
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < rows.getFirst().size(); i++) {
      int column = i;
      Field first = branches.getFirst().fields().get(i);
      fields.add(new Field(first.name(), first.type(), rows.stream().anyMatch(row -> row.get(column).nullable())));
    }
    return Optional.of(new Relation.Values(fields, rows));
  }

  /** A branch of a union with the union's types: literals take them, other columns are cast as PostgreSQL does. */
  private Relation typed(Relation branch, RelDataType rowType) {
    List<Field> fields = branch.fields();
    List<Output> outputs = new ArrayList<>();
    boolean same = true;
    for (RelDataTypeField column : rowType.getFieldList()) {
      int i = column.getIndex();
      SqlType target = OpaqueTypes.toSqlType(column.getType());
      Expression expression =
          branch instanceof Relation.Project(_, var projected) ? projected.get(i).expression() : branch.column(i);
      boolean fits = fields.get(i).type().equals(target);
      same &= fits;
      outputs.add(new Output(fields.get(i).name(), fits ? expression : typing.convert(expression, target, query)));
    }
    if (same) {
      return branch;
    }
    return new Relation.Project(branch instanceof Relation.Project(var input, _) ? input : branch, outputs);
  }

  private Relation aggregate(LogicalAggregate aggregate) {
    Relation input = read(aggregate.getInput());
    Relation rows = settled(input);
    List<AggregateCall> calls = new ArrayList<>();
    List<Grouping> groupings = new ArrayList<>();
    boolean first = true;
    for (var call : aggregate.getAggCallList()) {
      if (!(call.getAggregation() instanceof AggregateOperator operator)) {
        throw new IllegalStateException("an aggregate of Calcite's own: " + call);
      }
      if (operator.isGrouping()) {
        first &= asked.add(operator);
        groupings.add(new Grouping(calls.size() + groupings.size(), call.getArgList(), operator.span()));
        continue;
      }
      int values = operator.values(call.getArgList().size());
      List<Expression> written = call.getArgList().subList(0, values).stream().map(i -> argument(input, i)).toList();
      var resolved = typing.aggregate(operator.schema(), operator.function(), written, operator.span());
      List<Expression> arguments = new ArrayList<>(resolved.arguments());
      call.getArgList().subList(values, call.getArgList().size()).forEach(key -> arguments.add(rows.column(key)));
      Optional<Expression> filter = call.hasFilter() ? Optional.of(input.column(call.filterArg)) : Optional.empty();
      calls.add(
          new AggregateCall(
              operator.function().value(),
              resolved.function(),
              arguments,
              call.isDistinct(),
              filter,
              resolved.type(),
              operator.span(),
              false,
              operator.ordering()));
    }
    GroupingSets sets = new GroupingSets(rows, aggregate.getGroupSet().asList(), calls, groupings);
    // Sets that repeat reach us as a union, whose first branch alone has all keys.
    if (first) {
      sets.check();
    }
    return sets.of(aggregate.getGroupSets().stream().map(ImmutableBitSet::asList).toList());
  }

  /** A literal without a type is passed itself: its type comes from the aggregate's parameter. */
  private static Expression argument(Relation input, int index) {
    boolean literal =
        input instanceof Relation.Project(_, var outputs) && ExpressionTyping.isUnknown(outputs.get(index).expression());
    return literal ? ((Relation.Project) input).outputs().get(index).expression() : input.column(index);
  }

  /** No column may stay without a type; what nothing looks at is text, as everywhere in PostgreSQL. */
  private Relation settled(Relation input) {
    if (!(input instanceof Relation.Project(var below, var outputs))) {
      return input;
    }
    return new Relation.Project(
        below,
        outputs.stream()
            .map(
                output ->
                    ExpressionTyping.isUnknown(output.expression())
                        ? new Output(output.name(), typing.convert(output.expression(), SqlType.TEXT, query))
                        : output)
            .toList());
  }

  private static Relation applied(Relation input, RowExpressions expressions) {
    return expressions.subqueries().isEmpty() ? input : new Relation.Apply(input, expressions.subqueries());
  }

  /**
   * Expressions over the rows of a relation.
   *
   * @param rows Calcite's names for such a row inside their sub-queries
   * @param node whose rows they are
   */
  private RowExpressions expressions(Relation input, Set<CorrelationId> rows, RelNode node) {
    return expressions(input, rows, node, null);
  }

  private RowExpressions expressions(Relation input, Set<CorrelationId> rows, RelNode node, @Nullable Unfolding unfolding) {
    return new RowExpressions(
        typing, input.fields(), query, scope, subquery -> dependent(subquery, input.fields(), rows, node), unfolding);
  }

  private RowExpressions.DependentQuery dependent(RexSubQuery subquery, List<Field> row, Set<CorrelationId> rows, RelNode node) {
    DependentScope dependent = new DependentScope(scope, rows, new RowNames(node, query), row);
    Relation relation = inside(dependent).read(subquery.rel);
    return new RowExpressions.DependentQuery(relation, dependent.arguments());
  }

  private RelationReader inside(DependentScope dependent) {
    return new RelationReader(typing, tables, query, dependent, asked);
  }

  /** The whole query with its final column names. */
  public static Relation named(Relation relation, List<String> names) {
    List<Field> fields = relation.fields();
    boolean same = fields.stream().map(Field::name).toList().equals(names);
    if (same) {
      return relation;
    }
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Expression expression =
          relation instanceof Relation.Project(_, var projected) ? projected.get(i).expression() : relation.column(i);
      outputs.add(new Output(names.get(i), expression));
    }
    return new Relation.Project(relation instanceof Relation.Project(var input, _) ? input : relation, outputs);
  }
}
