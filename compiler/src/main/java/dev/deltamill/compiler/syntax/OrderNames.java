package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * What a key of ORDER BY or DISTINCT ON means among the output columns: a bare name is first that of an output column, a whole number counts them (manual,
 * SELECT, "ORDER BY Clause").
 */
final class OrderNames {
  private OrderNames() {}

  /**
   * An output column.
   *
   * @param context its expression, or the star it comes from; null where it has none
   */
  record Output(String name, @Nullable ParserRuleContext context) {}

  /** The output column that a key is, if it is one. */
  static Optional<Integer> find(Nodes nodes, ExpressionContext key, List<Output> outputs, String clause) {
    Optional<String> name = bareName(key);
    if (name.isPresent()) {
      List<Integer> named = IntStream.range(0, outputs.size()).filter(i -> outputs.get(i).name().equals(name.get())).boxed().toList();
      if (!named.isEmpty()) {
        Output first = outputs.get(named.getFirst());
        if (!named.stream().allMatch(i -> sameOutput(first, outputs.get(i)))) {
          nodes.error(DiagnosticCode.AMBIGUOUS_COLUMN, key, clause + " \"" + name.get() + "\" is ambiguous", "Give the columns different names with AS.");
        }
        return Optional.of(named.getFirst());
      }
    }
    if (constant(key) instanceof ConstantContext constant) {
      return Optional.of(number(nodes, key, constant, outputs, clause));
    }
    return IntStream.range(0, outputs.size())
        .filter(i -> outputs.get(i).context() instanceof ExpressionContext expression && same(expression, key))
        .boxed()
        .findFirst();
  }

  private static int number(Nodes nodes, ExpressionContext key, ConstantContext constant, List<Output> outputs, String clause) {
    String text = constant.getText();
    if (!text.matches("\\d{1,9}")) {
      nodes.error(DiagnosticCode.INVALID_QUERY, key, "non-integer constant in " + clause, "Name an output column, or count them from 1.");
      return 0;
    }
    int position = Integer.parseInt(text);
    if (position < 1 || position > outputs.size()) {
      nodes.error(
          DiagnosticCode.INVALID_QUERY, key, clause + " position " + position + " is not in select list", "Count the output columns from 1.");
      return 0;
    }
    return position - 1;
  }

  private static boolean sameOutput(Output one, Output other) {
    return one == other || one.context() != null && other.context() != null && same(one.context(), other.context());
  }

  /**
   * Whether two expressions are written alike token by token, but for case where nothing in them is quoted. Token by token, for {@code NOT b} is not
   * {@code notb}.
   */
  static boolean same(ParserRuleContext one, ParserRuleContext other) {
    return tokens(inside(one)).equals(tokens(inside(other)));
  }

  private static List<String> tokens(ParserRuleContext context) {
    String text = context.getText();
    boolean quoted = text.indexOf('"') >= 0 || text.indexOf('\'') >= 0 || text.indexOf('$') >= 0;
    List<String> tokens = new ArrayList<>();
    collect(context, quoted, tokens);
    return tokens;
  }

  private static void collect(ParseTree tree, boolean quoted, List<String> tokens) {
    if (tree instanceof TerminalNode token) {
      tokens.add(quoted ? token.getText() : TokenText.fold(token.getText()));
    }
    for (int i = 0; i < tree.getChildCount(); i++) {
      collect(tree.getChild(i), quoted, tokens);
    }
  }

  /** Whether it is a column and nothing else. */
  static boolean isColumn(ParserRuleContext context) {
    return context instanceof ExpressionContext expression && column(expression).isPresent();
  }

  /** The name that an expression is and nothing else. */
  static Optional<String> bareName(ExpressionContext context) {
    return column(context).filter(path -> path.size() == 1).map(List::getFirst);
  }

  private static Optional<List<String>> column(ExpressionContext context) {
    return primary(context) instanceof ColumnPrimaryContext column
        ? Optional.of(TokenText.names(column.qualifiedName()).stream().map(name -> name.value()).toList())
        : Optional.empty();
  }

  private static @Nullable ConstantContext constant(ExpressionContext context) {
    return primary(context) instanceof ConstantPrimaryContext constant ? constant.constant() : null;
  }

  /** What an expression is that is nothing but this; parentheses around it say nothing, as for PostgreSQL's parser. */
  static @Nullable PrimaryContext primary(ParserRuleContext context) {
    return inside(context) instanceof OperandExpressionContext expression && expression.operand() instanceof PrimaryOperandContext operand
        ? operand.primary()
        : null;
  }

  private static ParserRuleContext inside(ParserRuleContext context) {
    return context instanceof OperandExpressionContext expression
            && expression.operand() instanceof PrimaryOperandContext operand
            && operand.primary() instanceof ParenthesizedContext nested
            && nested.DOT().isEmpty()
        ? inside(nested.expression())
        : context;
  }
}
