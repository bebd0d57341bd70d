package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/**
 * How many rows LIMIT, OFFSET and FETCH leave (PostgreSQL, LIMIT and OFFSET).
 *
 * @param offset rows that are skipped
 * @param count rows that are kept behind them; empty for all
 * @param ties whether the peers of the last one are kept too
 * @param place of the clause that limits
 */
record RowLimit(long offset, OptionalLong count, boolean ties, @Nullable ParserRuleContext place) {
  static final RowLimit NONE = new RowLimit(0, OptionalLong.empty(), false, null);

  /** Whether all rows stay. */
  boolean isNone() {
    return offset == 0 && count.isEmpty();
  }

  /** The place of the last row that is kept, counted from 1; empty where all are, also where no table could hold so many. */
  OptionalLong last() {
    return count.isEmpty() || count.getAsLong() > Long.MAX_VALUE - offset ? OptionalLong.empty() : OptionalLong.of(offset + count.getAsLong());
  }

  /** Whether there is a row if and only if there is one without it. */
  boolean keepsExistence() {
    return offset == 0 && (count.isEmpty() || count.getAsLong() > 0);
  }

  static RowLimit of(Nodes nodes, List<QueryTailContext> tails, boolean ordered) {
    long offset = 0;
    OptionalLong count = OptionalLong.empty();
    boolean ties = false;
    ParserRuleContext limited = null;
    ParserRuleContext skipped = null;
    for (QueryTailContext tail : tails) {
      switch (tail) {
        case OffsetTailContext e -> {
          once(nodes, skipped, e, "OFFSET");
          skipped = e;
          offset = number(nodes, e.expression(), "OFFSET").orElse(0);
        }
        case LimitTailContext e -> {
          once(nodes, limited, e, "LIMIT");
          limited = e;
          if (e.COMMA() != null) {
            nodes.error(DiagnosticCode.SYNTAX_ERROR, e, "LIMIT #,# syntax is not supported", "Use separate LIMIT and OFFSET clauses.");
          } else if (e.ALL() == null) {
            count = number(nodes, e.expression(0), "LIMIT");
          }
        }
        case FetchTailContext e -> {
          once(nodes, limited, e, "LIMIT");
          limited = e;
          ties = e.TIES() != null;
          count = e.operand() == null ? OptionalLong.of(1) : number(nodes, e.operand(), "FETCH");
          if (ties && !ordered) {
            nodes.error(DiagnosticCode.INVALID_QUERY, e, "FETCH … WITH TIES cannot be specified without ORDER BY", "Say by what rows are tied, or write ONLY.");
          } else if (ties && isNull(e.operand())) {
            nodes.error(DiagnosticCode.INVALID_QUERY, e.operand(), "row count cannot be null in FETCH … WITH TIES", "Write a number of rows, or leave the clause out.");
          }
        }
        default -> nodes.refuse(tail, "a locking clause is", "Leave it out: a stream table does not lock its sources.");
      }
    }
    return new RowLimit(offset, count, ties, limited == null ? skipped : limited);
  }

  private static boolean isNull(@Nullable ParserRuleContext operand) {
    return operand != null && RowCount.of(operand).filter(RowCount.Null.class::isInstance).isPresent();
  }

  private static void once(Nodes nodes, @Nullable ParserRuleContext before, ParserRuleContext clause, String name) {
    if (before != null) {
      nodes.error(DiagnosticCode.INVALID_QUERY, clause, "multiple " + name + " clauses not allowed", "Write one.");
    }
  }

  /** A number of rows, rounded as PostgreSQL rounds it; empty for NULL, which limits nothing. */
  private static OptionalLong number(Nodes nodes, ParserRuleContext context, String clause) {
    Optional<RowCount> count = RowCount.of(context);
    if (count.isEmpty()) {
      nodes.refuse(context, "a " + clause + " that has to be computed is", "Write the number of rows.");
      return OptionalLong.empty();
    }
    return switch (count.get()) {
      case RowCount.Null() -> OptionalLong.empty();
      case RowCount.Exactly number -> {
        BigInteger rows = number.rounded();
        if (rows.signum() < 0) {
          nodes.error(
              DiagnosticCode.INVALID_QUERY,
              context,
              (clause.equals("FETCH") ? "LIMIT" : clause) + " must not be negative",
              "Write a number of rows, or leave the clause out.");
          yield OptionalLong.empty();
        }
        if (rows.bitLength() > 63) {
          nodes.error(DiagnosticCode.INVALID_QUERY, context, "bigint out of range", "Leave the clause out: no table holds so many rows.");
          yield OptionalLong.empty();
        }
        yield OptionalLong.of(rows.longValueExact());
      }
    };
  }
}
