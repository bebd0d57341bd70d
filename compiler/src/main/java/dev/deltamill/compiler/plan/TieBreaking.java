package dev.deltamill.compiler.plan;

import dev.deltamill.compiler.delta.RowImage;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Frame;
import dev.deltamill.ir.relation.Frame.Edge;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import dev.deltamill.ir.relation.SortKey;
import dev.deltamill.ir.relation.WindowCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes orders total where a result depends on them: behind the user's keys comes the image of the operator's whole input row, after pruning, so that tied
 * rows are alike in all that can be seen of them.
 *
 * <p>Not where the result depends on which rows are peers: rank and its kind, and frames in RANGE or GROUPS. There a further key would make peers differ.
 * What needs both, the peers of an order and an order among them, is refused.
 */
final class TieBreaking {
  private static final Set<String> RANKS = Set.of("rank", "dense_rank", "percent_rank", "cume_dist");
  private static final Set<String> POSITIONS = Set.of("row_number", "ntile", "lag", "lead");
  private static final Set<String> VALUES = Set.of("first_value", "last_value", "nth_value");

  /** Aggregates that give the same for their arguments in any order. */
  private static final Set<String> UNORDERED = Set.of("count", "bool_and", "bool_or", "every", "bit_and", "bit_or", "bit_xor");

  private final List<Diagnostic> refusals = new ArrayList<>();

  /** Windows that need what they cannot have. */
  List<Diagnostic> refusals() {
    return List.copyOf(refusals);
  }

  Relation of(Relation relation) {
    Relation over = relation.withInputs(relation.inputs().stream().map(this::of).toList());
    return switch (over) {
      case Relation.Window window -> window(window);
      case Project project when project.input() instanceof Project -> Normalization.project(project);
      default -> over;
    };
  }

  /**
   * Rows that are alike in everything are interchangeable for one order, not for two: which of them is first by one may be second by the other. So where
   * rows may be alike, each order is an operator of its own, whose image holds the results of those before.
   */
  private Relation window(Relation.Window window) {
    List<WindowCall> calls = window.calls().stream().map(call -> decided(window, call)).toList();
    List<List<SortKey>> orders = calls.stream().filter(WindowCall::tieBroken).map(WindowCall::order).distinct().toList();
    if (orders.size() < 2 || UniqueKeys.of(window.input()).isPresent()) {
      return new Relation.Window(window.input(), window.partition(), calls);
    }
    int width = window.input().fields().size();
    Relation chain = window.input();
    List<Project.Output> outputs = new ArrayList<>();
    for (int i = 0; i < window.fields().size(); i++) {
      outputs.add(new Project.Output(window.fields().get(i).name(), window.column(i)));
    }
    for (List<SortKey> order : orders) {
      Expression image = RowImage.of(chain);
      List<WindowCall> own = new ArrayList<>();
      for (int i = 0; i < calls.size(); i++) {
        WindowCall call = calls.get(i);
        boolean plain = !call.tieBroken() && order.equals(orders.getFirst());
        if (plain || call.order().equals(order)) {
          int position = chain.fields().size() + own.size();
          outputs.set(width + i, new Project.Output(call.name(), new Expression.Column(position, call.type(), call.nullable())));
          List<SortKey> keys =
              call.order().stream().map(key -> key.tieBreaker() ? SortKey.tieBreaker(image) : key).toList();
          own.add(call.ordered(keys, call.frame()));
        }
      }
      chain = new Relation.Window(chain, window.partition(), own);
    }
    return new Project(chain, outputs);
  }

  private WindowCall decided(Relation.Window window, WindowCall call) {
    if (call.is(RANKS) || isTotal(window.input(), window.partition(), call.order())) {
      return call;
    }
    if (call.is(POSITIONS)) {
      return broken(window, call, call.frame());
    }
    Frame frame = call.frame();
    // Without ORDER BY all rows are peers.
    boolean whole = frame.isWhole() || isWholeByPeers(call);
    boolean unbounded = frame.start().edge() == Edge.UNBOUNDED_PRECEDING && frame.end().edge() == Edge.UNBOUNDED_FOLLOWING;
    if (isUnordered(call) && (unbounded || whole || frame.mode() != Frame.Mode.ROWS)) {
      // Which rows are seen is a matter of peers alone.
      return call;
    }
    if (whole) {
      return broken(window, call, new Frame(Frame.Mode.ROWS, Frame.Bound.of(Edge.UNBOUNDED_PRECEDING), Frame.Bound.of(Edge.UNBOUNDED_FOLLOWING), Frame.Exclusion.NO_OTHERS));
    }
    boolean excludesPeers = frame.exclusion() == Frame.Exclusion.GROUP || frame.exclusion() == Frame.Exclusion.TIES;
    if (frame.mode() == Frame.Mode.ROWS && !excludesPeers) {
      return broken(window, call, frame);
    }
    if (frame.exclusion() == Frame.Exclusion.NO_OTHERS && seesAnEnd(call)) {
      return broken(window, call, frame.inRows());
    }
    refusals.add(
        Diagnostic.error(
            DiagnosticCode.UNSUPPORTED_CONSTRUCT,
            call.span(),
            call.function().name() + " over a frame of peers whose order ORDER BY leaves open is not supported",
            "Add a unique column to ORDER BY, or count the frame in ROWS."));
    return call;
  }

  /** Whether it shows the first row of a frame that starts with the partition, or the last of one that ends with it: how the frame ends elsewhere is no matter. */
  private static boolean seesAnEnd(WindowCall call) {
    Edge start = call.frame().start().edge();
    Edge end = call.frame().end().edge();
    return call.is(Set.of("first_value")) && start == Edge.UNBOUNDED_PRECEDING && end == Edge.CURRENT_ROW
        || call.is(Set.of("last_value")) && start == Edge.CURRENT_ROW && end == Edge.UNBOUNDED_FOLLOWING;
  }

  private static boolean isWholeByPeers(WindowCall call) {
    Frame frame = call.frame();
    return call.order().stream().allMatch(key -> key.expression() instanceof Expression.Literal)
        && frame.mode() == Frame.Mode.RANGE
        && frame.exclusion() == Frame.Exclusion.NO_OTHERS
        && Set.of(Edge.UNBOUNDED_PRECEDING, Edge.CURRENT_ROW).contains(frame.start().edge())
        && Set.of(Edge.UNBOUNDED_FOLLOWING, Edge.CURRENT_ROW).contains(frame.end().edge());
  }

  private static WindowCall broken(Relation.Window window, WindowCall call, Frame frame) {
    List<SortKey> order = new ArrayList<>(call.order());
    order.add(SortKey.tieBreaker(RowImage.of(window.input())));
    return call.ordered(order, frame);
  }

  /** Sums of floats depend on the order of addition; of equal values that look different the first or the last is shown. */
  private static boolean isUnordered(WindowCall call) {
    if (call.is(VALUES)) {
      return false;
    }
    if (call.is(Set.of("sum", "avg"))) {
      return call.arguments().getFirst().type().isNumber() || call.arguments().getFirst().type().is("interval");
    }
    return call.is(UNORDERED)
        || call.is(Set.of("min", "max")) && call.arguments().getFirst().type().hasOneImage();
  }

  /** Whether no two rows of a partition are tied. */
  static boolean isTotal(Relation input, Collection<Integer> partition, List<SortKey> order) {
    Set<Integer> decided = new HashSet<>(partition);
    for (SortKey key : order) {
      if (key.using().isEmpty() && key.expression() instanceof Expression.Column column) {
        decided.add(column.index());
      }
    }
    return UniqueKeys.of(input).map(decided::containsAll).orElse(false);
  }
}
