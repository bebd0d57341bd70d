package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern NUMBER = Pattern.compile("\\(*([+-]?\\d+(?:\\.\\d*)?(?:e[+-]?\\d{1,3})?|null)\\)*");

  private static final Pattern NULL = Pattern.compile("\\(*null\\)*");

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
    return operand != null && NULL.matcher(operand.getText().toLowerCase(Locale.ROOT)).matches();
  }

  private static void once(Nodes nodes, @Nullable ParserRuleContext before, ParserRuleContext clause, String name) {
    if (before != null) {
      nodes.error(DiagnosticCode.INVALID_QUERY, clause, "multiple " + name + " clauses not allowed", "Write one.");
    }
  }

  /** A number of rows, rounded as PostgreSQL rounds it; empty for NULL, which limits nothing. */
  private static OptionalLong number(Nodes nodes, ParserRuleContext context, String clause) {
    Matcher matcher = NUMBER.matcher(context.getText().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      nodes.refuse(context, "a " + clause + " other than a number is", "Write the number of rows.");
      return OptionalLong.empty();
    }
    Optional<BigDecimal> value =
        matcher.group(1).equals("null") ? Optional.empty() : Optional.of(new BigDecimal(matcher.group(1)).setScale(0, RoundingMode.HALF_UP));
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (value.get().signum() < 0) {
      nodes.error(
          DiagnosticCode.INVALID_QUERY,
          context,
          (clause.equals("FETCH") ? "LIMIT" : clause) + " must not be negative",
          "Write a number of rows, or leave the clause out.");
      return OptionalLong.empty();
    }
    if (value.get().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      nodes.error(DiagnosticCode.INVALID_QUERY, context, "bigint out of range", "Leave the clause out: no table holds so many rows.");
      return OptionalLong.empty();
    }
    return OptionalLong.of(value.get().longValueExact());
  }
}
