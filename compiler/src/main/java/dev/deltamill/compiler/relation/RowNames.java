package dev.deltamill.compiler.relation;

import dev.deltamill.compiler.typing.TypingException;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;

/**
 * Which field of the row around it a sub-query means. Calcite says it by a position and by the type of the row that the position is in, and under GROUP BY
 * that is for one column the row of groups and for the next the row of FROM: taken for the former, it would be another column's.
 *
 * @param node whose rows the sub-query is asked for
 * @param query for what has no place of its own
 */
record RowNames(RelNode node, Span query) {
  int position(RexFieldAccess access) {
    RelDataType meant = access.getReferenceExpr().getType();
    int field = access.getField().getIndex();
    if (meant.getFieldNames().equals(node.getRowType().getFieldNames())) {
      return field;
    }
    RelNode below = node;
    while (below instanceof LogicalFilter having) {
      below = having.getInput();
    }
    if (!(below instanceof LogicalAggregate aggregate) || !meant.getFieldNames().equals(from(aggregate).getRowType().getFieldNames())) {
      // A row under other names, as LATERAL sees what stands left of it.
      return field;
    }
    List<Integer> keys = aggregate.getGroupSet().asList();
    for (int i = 0; i < keys.size(); i++) {
      if (isFrom(aggregate.getInput(), keys.get(i), field)) {
        return i;
      }
    }
    throw new TypingException(
        DiagnosticCode.UNSUPPORTED_CONSTRUCT,
        query,
        "a sub-query reads \"" + access.getField().getName() + "\" of the query around it in a place where that is not supported yet",
        "Group in a sub-query in FROM, and ask the sub-query above it.");
  }

  private static RelNode from(LogicalAggregate aggregate) {
    return aggregate.getInput() instanceof LogicalProject project ? project.getInput() : aggregate.getInput();
  }

  /** Whether what is grouped has at {@code key} the field of the row of FROM. */
  private static boolean isFrom(RelNode grouped, int key, int field) {
    return grouped instanceof LogicalProject project
        ? project.getProjects().get(key) instanceof RexInputRef column && column.getIndex() == field
        : key == field;
  }
}
