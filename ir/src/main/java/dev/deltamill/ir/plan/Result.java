package dev.deltamill.ir.plan;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the rows of a stream table are stored and how a delta is merged into them. */
public sealed interface Result {
  /** Name of the work table that holds the delta to be merged. */
  String DELTA = "delta";

  /**
   * A bag: storage holds the query's rows and each row's identity. The delta work table holds the query's columns and the
   * weight.
   *
   * @param query the whole query
   */
  record Bag(Relation query) implements Result {}

  /**
   * One row per group: storage holds keys, states and the visible columns computed from both. The delta work table holds keys, the
   * arguments of extremes under the extremes' names, what is added to the other states under theirs, and {@link #REMOVED} where a sum
   * has no fixed scale; per term one row per group, or where there are extremes one per changed row.
   *
   * @param input what is grouped; the keys are plain fields of it
   * @param keys positions of the keys in the input
   * @param keyColumns storage column of each key
   * @param canonicalKeys whether equal keys have one binary image; where not, a group is recomputed whenever it changes and shows
   *     the smallest image
   * @param states first is always {@link State.Rows}
   * @param outputs visible columns, over keys then states
   * @param having condition over keys then states under which the group is visible
   * @param global whether there is always exactly one group
   * @param affected {@code input} where the key is among the rows of the work table {@link #RECOMPUTE}, in which the merge leaves the
   *     keys of groups whose states do not follow from the changes alone
   */
  record Grouped(
      Relation input,
      List<Integer> keys,
      List<KeyColumn> keyColumns,
      boolean canonicalKeys,
      List<State> states,
      List<Relation.Project.Output> outputs,
      Optional<Expression> having,
      boolean global,
      Relation affected)
      implements Result {
    /** Work-table column that counts the rows a term removed. */
    public static final String REMOVED = "__removed";

    /** Name of the work table of group keys to recompute. */
    public static final String RECOMPUTE = "recompute";

    public Grouped {
      keys = List.copyOf(keys);
      keyColumns = List.copyOf(keyColumns);
      states = List.copyOf(states);
      outputs = List.copyOf(outputs);
    }

    /** Keys then states, as the expressions of {@code outputs} and {@code having} see them. */
    public List<Field> groupFields() {
      List<Field> fields = new ArrayList<>();
      keyColumns.forEach(key -> fields.add(key.field()));
      for (State state : states) {
        fields.add(new Field(state.column(), state.type(), state instanceof State.Extreme));
      }
      return fields;
    }
  }

  /**
   * A group key in storage.
   *
   * @param field name of the storage column, type, whether NULL is a possible key
   * @param hidden whether the column is not itself one of the query's columns
   * @param equality the operator by which GROUP BY compares it
   * @param compared the type as which it does, another one for some domains
   */
  record KeyColumn(Field field, boolean hidden, QualifiedName equality, SqlType compared) {}
}
