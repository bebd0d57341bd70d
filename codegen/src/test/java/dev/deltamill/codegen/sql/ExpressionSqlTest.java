package dev.deltamill.codegen.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Conditional;
import dev.deltamill.ir.relation.Expression.Is;
import dev.deltamill.ir.relation.Expression.Logical;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpressionSqlTest {
  private static final List<String> COLUMNS = List.of("a", "b", "c", "\"order\"");
  private static final Expression A = column(0);
  private static final Expression B = column(1);
  private static final Expression C = column(2);
  private static final Expression ORDER = column(3);
  private static final Expression TRUE = Expression.Literal.TRUE;

  @Test
  void anOperatorInAnOperatorIsInParentheses() {
    assertPrints("a - (b - c)", operator("-", A, operator("-", B, C)));
    assertPrints("(a - b) - c", operator("-", operator("-", A, B), C));
    assertPrints("(a + b) * c", operator("*", operator("+", A, B), C));
    assertPrints("a * (b + c)", operator("*", A, operator("+", B, C)));
    assertPrints("(a ^ b) ^ c", operator("^", operator("^", A, B), C));
  }

  @Test
  void chainsOfOneAssociativeOperatorReadFromTheLeft() {
    assertPrints("a + b + c", operator("+", operator("+", A, B), C));
    assertPrints("a + (b + c)", operator("+", A, operator("+", B, C)));
    assertPrints("a || b || c", operator("||", operator("||", A, B), C));
  }

  @Test
  void prefixOperatorsNeverRunIntoTheirOperand() {
    assertPrints("-a", operator("-", A));
    assertPrints("-(-a)", operator("-", operator("-", A)));
    assertPrints("-(a + b)", operator("-", operator("+", A, B)));
    assertPrints("-'-5'::integer", operator("-", constant("-5", SqlType.INTEGER)));
    assertPrints("(-a)::text", cast(operator("-", A), SqlType.TEXT));
    assertPrints("a - (-b)", operator("-", A, operator("-", B)));
  }

  @Test
  void castsBindTighterThanEverything() {
    assertPrints("(a + b)::numeric", cast(operator("+", A, B), SqlType.NUMERIC));
    assertPrints("a::text::numeric(10,2)", cast(cast(A, SqlType.TEXT), SqlType.NUMERIC.withModifier((10 << 16 | 2) + 4)));
    assertPrints("(a IS NULL)::integer", cast(new Is(A, Is.Test.NULL, false), SqlType.INTEGER));
    assertPrints("CASE WHEN true THEN a END::text", cast(choice(TRUE, A, Expression.Literal.nullOf(SqlType.INTEGER)), SqlType.TEXT));
  }

  @Test
  void connectivesInConnectivesAreInParentheses() {
    Expression or = new Logical(Logical.Connective.OR, List.of(A, B));
    assertPrints("(a OR b) AND c", new Logical(Logical.Connective.AND, List.of(or, C)));
    assertPrints("NOT (a OR b)", new Logical(Logical.Connective.NOT, List.of(or)));
    assertPrints("NOT a", new Logical(Logical.Connective.NOT, List.of(A)));
    assertPrints("(NOT a) AND b", new Logical(Logical.Connective.AND, List.of(new Logical(Logical.Connective.NOT, List.of(A)), B)));
    assertPrints("(a = b) AND c", new Logical(Logical.Connective.AND, List.of(operator("=", A, B), C)));
  }

  /** A list under WHERE is joined by AND: an OR in it needs parentheses, a comparison does not. */
  @Test
  void conjunctsStandAlone() {
    Expression or = new Logical(Logical.Connective.OR, List.of(A, B));
    assertThat(print().conjuncts(new Logical(Logical.Connective.AND, List.of(operator("=", A, B), or)))).containsExactly("a = b", "(a OR b)");
    assertThat(print().conjuncts(or)).containsExactly("(a OR b)");
    assertThat(print().conjuncts(TRUE)).isEmpty();
  }

  @Test
  void testsBindLooserThanOperators() {
    assertPrints("(a + b) IS NOT NULL", new Is(operator("+", A, B), Is.Test.NULL, true));
    assertPrints("(a = b) IS UNKNOWN", new Is(operator("=", A, B), Is.Test.UNKNOWN, false));
    assertPrints("(a IS TRUE) = b", operator("=", new Is(A, Is.Test.TRUE, false), B));
    assertPrints("a IS NOT DISTINCT FROM (b + c)", new Expression.Distinct(A, operator("+", B, C), true));
    assertPrints("(a IS DISTINCT FROM b) IS FALSE", new Is(new Expression.Distinct(A, B, false), Is.Test.FALSE, false));
  }

  @Test
  void operatorsOfOtherSchemasAreNamedInFull() {
    assertPrints("a OPERATOR(public.=) b", operator(QualifiedName.of("public", "="), A, B));
    assertPrints("a OPERATOR(\"My Ops\".+) (b + c)", operator(QualifiedName.of("My Ops", "+"), A, operator("+", B, C)));
    assertPrints("OPERATOR(public.@)a", operator(QualifiedName.of("public", "@"), A));
    assertPrints(
        "(a OPERATOR(public.+) b) OPERATOR(public.+) c",
        operator(QualifiedName.of("public", "+"), operator(QualifiedName.of("public", "+"), A, B), C));
  }

  @Test
  void patternMatchingReadsAsPeopleWriteIt() {
    assertPrints("a LIKE b", operator("~~", A, B));
    assertPrints("a NOT ILIKE (b || c)", operator("!~~*", A, operator("||", B, C)));
    assertPrints("(a LIKE b) = c", operator("=", operator("~~", A, B), C));
    assertPrints(
        "a LIKE ANY (b)", new Expression.Quantified(QualifiedName.builtin("~~"), A, B, false, Volatility.IMMUTABLE));
    assertPrints(
        "(a + b) OPERATOR(public.<) ALL (c)",
        new Expression.Quantified(QualifiedName.of("public", "<"), operator("+", A, B), C, true, Volatility.IMMUTABLE));
  }

  @Test
  void functionsNamedLikeKeywordsAreQuoted() {
    assertPrints("\"left\"(a, b)", call(QualifiedName.builtin("left"), A, B));
    assertPrints("\"substring\"(a)", call(QualifiedName.builtin("substring"), A));
    assertPrints("\"position\"(a, b)", call(QualifiedName.builtin("position"), A, B));
    assertPrints("upper(a)", call(QualifiedName.builtin("upper"), A));
    assertPrints("public.upper(a)", call(QualifiedName.of("public", "upper"), A));
    assertPrints("my.\"Left\"()", call(QualifiedName.of("my", "Left")));
  }

  @Test
  void casesKeepTheirOrderAndDropAnEmptyElse() {
    assertPrints("CASE WHEN a = b THEN c END", choice(operator("=", A, B), C, Expression.Literal.nullOf(SqlType.INTEGER)));
    assertPrints("CASE WHEN a THEN b ELSE c END", choice(A, B, C));
    assertPrints("CASE ELSE NULL::text END", new Expression.Case(List.of(Expression.Literal.nullOf(SqlType.TEXT)), SqlType.TEXT));
    assertPrints("CASE WHEN a THEN NULL::text END", choice(A, Expression.Literal.nullOf(SqlType.TEXT), Expression.Literal.nullOf(SqlType.TEXT)));
  }

  @Test
  void theGrammarsOwnFunctionsAreNotQuoted() {
    assertPrints("COALESCE(a, b)", new Conditional(Conditional.Kind.COALESCE, List.of(A, B), SqlType.INTEGER));
    assertPrints("NULLIF(a, b + c)", new Conditional(Conditional.Kind.NULLIF, List.of(A, operator("+", B, C)), SqlType.INTEGER));
    assertPrints("GREATEST(a, b) + c", operator("+", new Conditional(Conditional.Kind.GREATEST, List.of(A, B), SqlType.INTEGER), C));
  }

  @Test
  void listsArraysAndRows() {
    assertPrints("a IN (b, c + a)", new Expression.InList(List.of(A, B, operator("+", C, A)), false, Volatility.IMMUTABLE));
    assertPrints("(a + b) NOT IN (c)", new Expression.InList(List.of(operator("+", A, B), C), true, Volatility.IMMUTABLE));
    assertPrints("ARRAY[a, b + c]", new Expression.ArrayOf(List.of(A, operator("+", B, C)), SqlType.builtin("_int4")));
    assertPrints("ARRAY[]::integer[]", new Expression.ArrayOf(List.of(), SqlType.builtin("_int4")));
    assertPrints("ROW(a)", new Expression.RowOf(List.of(A), SqlType.builtin("record")));
    assertPrints("(a)[b]", new Expression.Subscript(List.of(A, B), SqlType.INTEGER));
    assertPrints("(a || b)[b:c]", new Expression.Subscript(List.of(operator("||", A, B), B, C), SqlType.INTEGER));
    assertPrints("(a).\"order\"", new Expression.Attribute(A, new Identifier("order"), SqlType.INTEGER));
    assertPrints("a COLLATE \"C\"", new Expression.Collate(A, QualifiedName.builtin("C")));
    assertPrints("(a || b) COLLATE public.german", new Expression.Collate(operator("||", A, B), QualifiedName.of("public", "german")));
    assertPrints("(a COLLATE \"C\") < b", operator("<", new Expression.Collate(A, QualifiedName.builtin("C")), B));
  }

  @Test
  void columnsStandAsTheyAreGiven() {
    assertPrints("\"order\" + a", operator("+", ORDER, A));
  }

  private static void assertPrints(String expected, Expression expression) {
    assertThat(print().print(expression)).isEqualTo(expected);
  }

  private static ExpressionSql print() {
    return new ExpressionSql(COLUMNS::get);
  }

  private static Expression column(int index) {
    return new Expression.Column(index, SqlType.INTEGER, true);
  }

  private static Expression constant(String text, SqlType type) {
    return new Expression.Literal(Optional.of(text), type);
  }

  private static Expression operator(String symbol, Expression... operands) {
    return operator(QualifiedName.builtin(symbol), operands);
  }

  private static Expression operator(QualifiedName symbol, Expression... operands) {
    return new Expression.Operator(symbol, List.of(operands), SqlType.INTEGER, Volatility.IMMUTABLE, true);
  }

  private static Expression call(QualifiedName function, Expression... operands) {
    return new Expression.Call(function, List.of(operands), SqlType.INTEGER, Volatility.IMMUTABLE, true);
  }

  private static Expression cast(Expression operand, SqlType type) {
    return new Expression.Cast(operand, type, false, Volatility.IMMUTABLE);
  }

  private static Expression choice(Expression condition, Expression value, Expression otherwise) {
    return new Expression.Case(List.of(condition, value, otherwise), value.type());
  }
}
