package dev.deltamill.codegen.phase;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.State;
import java.util.ArrayList;
import java.util.List;

/** Which groups' states do not follow from the changes alone, so that they are computed from their rows. */
final class GroupedDoubt {
  private static final String NOT_FINITE = " IN ('NaN', 'Infinity', '-Infinity')";

  private final Result.Grouped result;

  GroupedDoubt(Result.Grouped result) {
    this.result = result;
  }

  /** Whether there can be such a group. */
  boolean isPossible() {
    return !result.canonicalKeys() || result.states().stream().anyMatch(GroupedDoubt::isPossible);
  }

  /** Whether common changes make one; sums of a fixed scale doubt only what NaN or an infinity has entered. */
  boolean isCommon() {
    return !result.canonicalKeys()
        || result.states().stream().anyMatch(state -> isPossible(state) && !(state instanceof State.Sum sum && sum.fixedScale()));
  }

  private static boolean isPossible(State state) {
    return switch (state) {
      case State.Rows _, State.NonNull _ -> false;
      case State.Sum(_, _, var type, _) -> type.is("numeric");
      case State.Extreme _ -> true;
    };
  }

  /** Whether the changes must tell how many rows were removed. */
  boolean countsRemoved() {
    return result.states().stream().anyMatch(state -> state instanceof State.Sum sum && !sum.fixedScale());
  }

  /** The condition over the stored row {@code s}, if there is one, and the group's changes {@code c}. */
  String condition() {
    List<String> reasons = new ArrayList<>();
    if (!result.canonicalKeys()) {
      reasons.add("true");
    }
    for (State state : result.states()) {
      String name = GroupRow.column(state);
      switch (state) {
        case State.Rows _, State.NonNull _ -> {}
        case State.Sum(_, _, var type, var fixedScale) -> {
          if (type.is("numeric")) {
            // NaN and the infinities do not go away by subtraction.
            reasons.add("c." + name + NOT_FINITE);
            reasons.add("s." + name + NOT_FINITE);
          }
          if (!fixedScale) {
            reasons.add("c." + Result.Grouped.REMOVED + " > 0 AND scale(c." + name + ") >= coalesce(scale(s." + name + "), 0)");
          }
        }
        case State.Extreme extreme -> reasons.addAll(extreme(extreme));
      }
    }
    String condition = "coalesce(" + String.join(" OR ", reasons) + ", false)";
    // The one group without keys stays when its last row goes, and its states with it.
    String rows = GroupRow.column(result.states().getFirst());
    return result.global() ? condition : "coalesce(s." + rows + ", 0) + c." + rows + " > 0 AND " + condition;
  }

  /**
   * An extreme may have left with a value that reaches it. Not if one as good came: it is in the group, since its changes have been netted,
   * and what else is there is no better than the stored extreme or came with it.
   */
  private static List<String> extreme(State.Extreme extreme) {
    String stored = "s." + GroupRow.column(extreme);
    String came = "c." + came(extreme);
    String left = "c." + left(extreme);
    String reaches = extreme.maximum() ? " >= " : " <= ";
    return extreme.canonical()
        ? List.of(left + reaches + stored + " AND (" + came + reaches + left + ") IS NOT TRUE")
        // Of equal values that look different the group shows one, and any that comes or goes may be it.
        : List.of(left + reaches + stored, came + reaches + stored, stored + " IS NULL AND " + came + " IS NOT NULL");
  }

  /** The best value that came. */
  static String came(State state) {
    return new Identifier(state.column() + "_came").sql();
  }

  /** The best value that left. */
  static String left(State state) {
    return new Identifier(state.column() + "_left").sql();
  }
}
