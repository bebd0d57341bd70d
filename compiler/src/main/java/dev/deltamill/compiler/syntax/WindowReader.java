package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.typing.Remedies;
import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.Frame;
import dev.deltamill.ir.relation.Frame.Edge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * Window functions and the WINDOW clause. To Calcite a window function is a function like any other, of its arguments, its keys and its bounds: so it stands
 * above GROUP BY and below DISTINCT, as it should, and PostgreSQL's own rules say what it means.
 */
final class WindowReader {
  private final Nodes nodes;
  private final ExpressionReader expressions;

  WindowReader(Nodes nodes, ExpressionReader expressions) {
    this.nodes = nodes;
    this.expressions = expressions;
  }

  /** What a window consists of once the names in it are resolved; null for what nobody wrote. */
  record Window(@Nullable ExpressionsContext partition, @Nullable OrderByContext order, @Nullable FrameContext frame) {}

  /** The windows that a SELECT names. */
  static Map<String, Window> named(Nodes nodes, SelectContext context) {
    Map<String, Window> named = new HashMap<>();
    for (NamedWindowContext window : context.namedWindow()) {
      String name = TokenText.name(window.name()).value();
      if (named.put(name, resolved(nodes, window.window(), named)) != null) {
        nodes.error(DiagnosticCode.INVALID_QUERY, window, "window \"" + name + "\" is already defined", "Give it another name.");
      }
    }
    return named;
  }

  private static Window resolved(Nodes nodes, WindowContext context, Map<String, Window> named) {
    if (context.windowName() == null) {
      return new Window(context.expressions(), context.orderBy(), context.frame());
    }
    Window base = find(nodes, context.windowName().name(), named);
    String taken =
        context.expressions() != null
            ? "PARTITION BY"
            : base.order() != null && context.orderBy() != null ? "ORDER BY" : base.frame() != null ? "frame" : "";
    if (!taken.isEmpty()) {
      nodes.error(
          DiagnosticCode.INVALID_QUERY,
          context,
          "cannot override the " + taken + " clause of window \"" + TokenText.name(context.windowName().name()).value() + "\"",
          "Write the whole window out.");
    }
    return new Window(base.partition(), context.orderBy() == null ? base.order() : context.orderBy(), context.frame());
  }

  private static Window find(Nodes nodes, NameContext context, Map<String, Window> named) {
    String name = TokenText.name(context).value();
    Window window = named.get(name);
    if (window == null) {
      nodes.error(
          DiagnosticCode.INVALID_QUERY, context, "window \"" + name + "\" does not exist", "Define it in a WINDOW clause.");
      return new Window(null, null, null);
    }
    return window;
  }

  SqlNode call(FunctionCallContext context, Optional<Identifier> schema, Identifier name, List<FunctionInfo> named) {
    Map<String, Window> windows = nodes.windows();
    if (windows == null) {
      nodes.error(
          DiagnosticCode.INVALID_QUERY, context, "window functions are not allowed here", "Compute it in the select list of a sub-query.");
      return nodes.erroneous(context);
    }
    if (!named.isEmpty() && named.stream().allMatch(function -> function.kind() == FunctionInfo.Kind.FUNCTION)) {
      nodes.error(
          DiagnosticCode.INVALID_QUERY,
          context,
          "OVER specified, but " + name.sql() + " is not a window function nor an aggregate function",
          "Leave OVER out.");
      return nodes.erroneous(context);
    }
    boolean plain = context.DISTINCT() == null && context.WITHIN() == null && context.orderBy().isEmpty();
    boolean positional = context.argument().stream().allMatch(argument -> argument.label() == null && argument.VARIADIC() == null);
    if (!plain || !positional) {
      return nodes.refuse(
          context, "DISTINCT, ORDER BY, VARIADIC or a name among the arguments of a window function is", Remedies.NO_REWRITE);
    }
    context.argument().forEach(argument -> SetReturningCalls.refuse(nodes, argument, "window functions"));
    Window window = context.name() != null ? find(nodes, context.name(), windows) : resolved(nodes, context.window(), windows);
    return nodes.windowed(null, () -> call(context, schema, name, window));
  }

  private SqlNode call(FunctionCallContext context, Optional<Identifier> schema, Identifier name, Window window) {
    List<SqlNode> operands = new ArrayList<>();
    context.argument().forEach(argument -> operands.add(expressions.read(argument.expression())));
    if (context.FILTER() != null) {
      operands.add(expressions.condition(context.expression(), "FILTER"));
    }
    List<ExpressionContext> partition = window.partition() == null ? List.of() : window.partition().expression();
    partition.forEach(key -> operands.add(expressions.read(key)));
    List<Construct.Sort> order = new ArrayList<>();
    if (window.order() != null) {
      for (SortItemContext item : window.order().sortItem()) {
        order.add(sort(item));
        operands.add(expressions.read(item.expression()));
      }
    }
    Frame frame = window.frame() == null ? Frame.DEFAULT : frame(window.frame(), operands);
    Construct.Window construct =
        new Construct.Window(
            schema, name, context.STAR() != null, context.argument().size(), context.FILTER() != null, partition.size(), order, frame);
    return nodes.call(construct, context, operands);
  }

  /** How a key is sorted by. */
  static Construct.Sort sort(SortItemContext item) {
    Optional<Construct.Operation> using = Optional.empty();
    if (item.USING() != null) {
      using = Optional.of(new Construct.Operation(item.anyOperator().getText()));
    }
    Optional<Boolean> nullsFirst = item.NULLS() == null ? Optional.empty() : Optional.of(item.FIRST() != null);
    return new Construct.Sort(item.DESC() != null, using, nullsFirst);
  }

  private Frame frame(FrameContext context, List<SqlNode> operands) {
    Frame.Mode mode =
        context.ROWS() != null ? Frame.Mode.ROWS : context.RANGE() != null ? Frame.Mode.RANGE : Frame.Mode.GROUPS;
    Frame.Bound start = bound(context.frameBound(0), operands);
    Frame.Bound end = context.frameBound().size() > 1 ? bound(context.frameBound(1), operands) : Frame.Bound.of(Edge.CURRENT_ROW);
    Frame.Exclusion exclusion =
        context.EXCLUDE() == null || context.OTHERS() != null
            ? Frame.Exclusion.NO_OTHERS
            : context.GROUP() != null
                ? Frame.Exclusion.GROUP
                : context.TIES() != null ? Frame.Exclusion.TIES : Frame.Exclusion.CURRENT_ROW;
    return new Frame(mode, start, end, exclusion);
  }

  private Frame.Bound bound(FrameBoundContext context, List<SqlNode> operands) {
    if (context.CURRENT() != null) {
      return Frame.Bound.of(Edge.CURRENT_ROW);
    }
    boolean preceding = context.PRECEDING() != null;
    if (context.expression() == null) {
      return Frame.Bound.of(preceding ? Edge.UNBOUNDED_PRECEDING : Edge.UNBOUNDED_FOLLOWING);
    }
    operands.add(expressions.read(context.expression()));
    return Frame.Bound.of(preceding ? Edge.PRECEDING : Edge.FOLLOWING);
  }
}
