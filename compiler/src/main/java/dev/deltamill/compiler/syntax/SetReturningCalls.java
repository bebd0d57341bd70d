package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.FunctionCallContext;
import dev.deltamill.compiler.grammar.PostgresParser.QueryContext;
import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/**
 * Refuses set-returning functions where PostgreSQL does ({@code check_srf_call_placement}) and where the relational form no longer tells the place: the
 * arguments of aggregates are columns there, and VALUES is SELECT without FROM. Goes by names; what else a name means is found when types are known.
 */
final class SetReturningCalls {
  private SetReturningCalls() {}

  /**
   * @param place where they may not stand, as in "are not allowed in VALUES"
   */
  static void refuse(Nodes nodes, ParserRuleContext context, String place) {
    if (context instanceof FunctionCallContext call && isOne(nodes, call)) {
      nodes.error(
          DiagnosticCode.INVALID_QUERY, call, "set-returning functions are not allowed in " + place, "Call the function in FROM.");
      return;
    }
    for (int i = 0; i < context.getChildCount(); i++) {
      ParseTree child = context.getChild(i);
      if (child instanceof ParserRuleContext rule && !(rule instanceof QueryContext)) {
        refuse(nodes, rule, place);
      }
    }
  }

  private static boolean isOne(Nodes nodes, FunctionCallContext call) {
    List<Identifier> name = FunctionReader.name(call);
    List<FunctionInfo> named = nodes.catalog().functions(ExpressionReader.schema(name), name.getLast());
    return !named.isEmpty() && named.stream().allMatch(FunctionInfo::returnsSet);
  }
}
