package dev.deltamill.ir.plan;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;

/**
 * What storage remembers of a group so that an aggregate follows from the changes alone. Arguments are over the aggregate's
 * input; a FILTER clause has become a CASE in them.
 */
public sealed interface State {
  /** Name of the hidden storage column, and of the partial sum in the work table. */
  String column();

  SqlType type();

  /** Rows in the group. A group without rows is gone, except the one group of a global aggregate. */
  record Rows(String column) implements State {
    @Override
    public SqlType type() {
      return SqlType.BIGINT;
    }
  }

  /** Rows of the group whose argument is not NULL. */
  record NonNull(String column, Expression argument) implements State {
    @Override
    public SqlType type() {
      return SqlType.BIGINT;
    }
  }

  /**
   * Sum of the arguments that are not NULL, 0 for none.
   *
   * @param type bigint where the arguments are smallint or integer, else numeric
   * @param fixedScale whether every finite argument carries the same number of decimals; where not, the group is recomputed when
   *     the largest scale may have left (1.50 is not 1.5)
   */
  record Sum(String column, Expression argument, SqlType type, boolean fixedScale) implements State {}

  /**
   * Smallest or largest argument, NULL for none. The group is recomputed when the extreme may have left.
   *
   * @param canonical whether equal values have one binary image; where not, ties are broken by the image and the group is
   *     recomputed whenever a change reaches the extreme
   */
  record Extreme(String column, Expression argument, boolean maximum, boolean canonical) implements State {
    @Override
    public SqlType type() {
      return argument.type();
    }
  }
}
