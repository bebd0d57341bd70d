package dev.deltamill.compiler.plan;

import static dev.deltamill.compiler.delta.Queries.AMOUNT;
import static dev.deltamill.compiler.delta.Queries.constant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.delta.Queries;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericScaleTest {
  /** {@code numeric(10,2)}, an integer, and a numeric of any scale. */
  private static final Expression MONEY = new Expression.Column(0, AMOUNT, true);

  private static final Expression COUNT = new Expression.Column(1, SqlType.INTEGER, true);
  private static final Expression ANY = new Expression.Column(2, SqlType.NUMERIC, true);

  @ParameterizedTest
  @CsvSource({"1,0", "1.,0", "1.5,1", "1.50,2", "-0.125,3", "+.5,1", "100,0"})
  void constantsHaveTheScaleTheyAreWrittenWith(String text, int scale) {
    assertThat(scale(constant(text, SqlType.NUMERIC))).hasValue(scale);
  }

  /** 1e-2 is 0.01 and 1.5e1 is 15: digits behind the point say nothing. NaN has no scale. */
  @ParameterizedTest
  @CsvSource({"1e-2", "1.5e1", "NaN", "Infinity", "' 1.5'", "0x1F", "1_000.5"})
  void nothingIsKnownOfOtherForms(String text) {
    assertThat(scale(constant(text, SqlType.NUMERIC))).isEmpty();
  }

  /** A constant of a type with a modifier is rounded to it when it is read. */
  @Test
  void aModifierDecides() {
    assertThat(scale(constant("1.5", AMOUNT))).hasValue(2);
    assertThat(scale(MONEY)).hasValue(2);
    assertThat(scale(COUNT)).hasValue(0);
    assertThat(scale(ANY)).isEmpty();
    assertThat(scale(cast(ANY, AMOUNT))).hasValue(2);
  }

  /** {@code numeric(3,-2)} rounds to hundreds; its values carry no decimals. */
  @Test
  void aNegativeScaleShowsNoDecimals() {
    SqlType hundreds = SqlType.NUMERIC.withModifier((3 << 16 | (-2 & 0x7FF)) + 4);
    assertThat(NumericScale.of(hundreds)).hasValue(0);
  }

  @Test
  void sumsTakeTheLargerScaleAndProductsAdd() {
    assertThat(scale(numeric("+", MONEY, constant("1.125", SqlType.NUMERIC)))).hasValue(3);
    assertThat(scale(numeric("-", constant("1", SqlType.NUMERIC), MONEY))).hasValue(2);
    assertThat(scale(numeric("*", MONEY, MONEY))).hasValue(4);
    assertThat(scale(numeric("*", MONEY, cast(COUNT, SqlType.NUMERIC)))).hasValue(2);
    assertThat(scale(numeric("+", MONEY, ANY))).isEmpty();
  }

  /** The scale of a quotient depends on the values: 1/3 and 1000/3 differ. So do %, ^ and functions, for all we know. */
  @Test
  void nothingIsKnownOfQuotients() {
    assertThat(scale(numeric("/", MONEY, MONEY))).isEmpty();
    assertThat(scale(numeric("^", MONEY, MONEY))).isEmpty();
    assertThat(
            scale(
                new Expression.Call(QualifiedName.builtin("round"), List.of(MONEY), SqlType.NUMERIC, Volatility.IMMUTABLE, true)))
        .isEmpty();
  }

  /** An operator of a user's schema does what it likes. */
  @Test
  void nothingIsKnownOfOthersOperators() {
    Expression other =
        new Expression.Operator(QualifiedName.of("public", "+"), List.of(MONEY, MONEY), SqlType.NUMERIC, Volatility.IMMUTABLE, true);
    assertThat(scale(other)).isEmpty();
  }

  @Test
  void signsKeepTheScale() {
    assertThat(scale(numeric("-", MONEY))).hasValue(2);
    assertThat(scale(numeric("@", MONEY))).isEmpty();
  }

  /** CASE WHEN … THEN 1.5 ELSE 0 END has 1.5 and 0: a sum of such values has scale 1 or 0, as it happens. */
  @Test
  void branchesMustAgree() {
    Expression condition = Expression.Literal.TRUE;
    Expression zero = constant("0", SqlType.NUMERIC);
    assertThat(scale(choice(condition, MONEY, zero))).isEmpty();
    assertThat(scale(choice(condition, MONEY, constant("0.00", SqlType.NUMERIC)))).hasValue(2);
    assertThat(scale(choice(condition, MONEY, ANY))).isEmpty();
    assertThat(scale(choice(condition, MONEY, Expression.Literal.nullOf(SqlType.NUMERIC)))).as("NULL says nothing").hasValue(2);
    assertThat(scale(choice(condition, cast(Expression.Literal.nullOf(SqlType.NUMERIC), AMOUNT), zero))).isEmpty();
  }

  /** coalesce(price, 0) as well. */
  @Test
  void nothingIsKnownOfConditionals() {
    for (Expression.Conditional.Kind kind : Expression.Conditional.Kind.values()) {
      assertThat(scale(new Expression.Conditional(kind, List.of(MONEY, constant("0", SqlType.NUMERIC)), SqlType.NUMERIC)))
          .as(kind.name())
          .isEmpty();
    }
  }

  /** A cast to bare numeric changes no number, but a text or a float can be anything. */
  @Test
  void aCastToBareNumericKeepsWhatIsKnown() {
    assertThat(scale(cast(MONEY, SqlType.NUMERIC))).hasValue(2);
    assertThat(scale(cast(constant("1.5", SqlType.TEXT), SqlType.NUMERIC))).isEmpty();
    assertThat(scale(cast(constant("1.5", SqlType.builtin("float8")), SqlType.NUMERIC))).isEmpty();
  }

  /** PostgreSQL rounds products to 16383 decimals, not to the 1000 that a declared scale may have. */
  @Test
  void aProductMayHaveMoreDecimalsThanAType() {
    Expression small = constant("0." + "0".repeat(599) + "1", SqlType.NUMERIC);
    assertThat(scale(numeric("*", small, small))).hasValue(1200);
  }

  private static OptionalInt scale(Expression expression) {
    List<SqlType> columns = List.of(AMOUNT, SqlType.INTEGER, SqlType.NUMERIC);
    return new NumericScale(position -> NumericScale.of(columns.get(position))).of(expression);
  }

  private static Expression cast(Expression operand, SqlType type) {
    return new Expression.Cast(operand, type, false, Volatility.IMMUTABLE);
  }

  private static Expression choice(Expression condition, Expression value, Expression otherwise) {
    return new Expression.Case(List.of(condition, value, otherwise), SqlType.NUMERIC);
  }

  private static Expression numeric(String symbol, Expression... operands) {
    return operands.length == 2
        ? Queries.operator(symbol, SqlType.NUMERIC, operands[0], operands[1])
        : new Expression.Operator(QualifiedName.builtin(symbol), List.of(operands), SqlType.NUMERIC, Volatility.IMMUTABLE, true);
  }
}
