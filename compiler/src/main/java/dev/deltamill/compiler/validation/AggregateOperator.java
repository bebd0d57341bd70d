package dev.deltamill.compiler.validation;

import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Optionality;

/** An aggregate of {@code pg_proc}; {@code count(*)} has no operand, the keys of an ORDER BY inside are the last operands. One instance per place, as {@link ConstructOperator}. */
public final class AggregateOperator extends SqlAggFunction {
  /** A name that no user's aggregate has: GROUPING is a keyword. */
  private static final Identifier GROUPING = new Identifier("GROUPING");

  private final Optional<Identifier> schema;
  private final Identifier function;
  private final Optional<AggregateCall.Ordering> ordering;
  private final Span span;
  private final TypeInference inference;

  public AggregateOperator(Optional<Identifier> schema, Identifier function, Optional<AggregateCall.Ordering> ordering, Span span, TypeInference inference) {
    super(
        OperatorNames.aggregate(schema, function),
        null,
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        OperandTypes.VARIADIC,
        SqlFunctionCategory.USER_DEFINED_FUNCTION,
        false,
        false,
        Optionality.FORBIDDEN);
    this.schema = schema;
    this.function = function;
    this.ordering = ordering;
    this.span = span;
    this.inference = inference;
  }

  /** {@code GROUPING(…)}, which is no aggregate of {@code pg_proc}: it tells by which of its arguments a row is not grouped. */
  public static AggregateOperator grouping(Span span, TypeInference inference) {
    return new AggregateOperator(Optional.empty(), GROUPING, Optional.empty(), span, inference);
  }

  public boolean isGrouping() {
    return function.equals(GROUPING) && schema.isEmpty();
  }

  public Optional<Identifier> schema() {
    return schema;
  }

  public Identifier function() {
    return function;
  }

  public Optional<AggregateCall.Ordering> ordering() {
    return ordering;
  }

  /** How many of the operands are arguments of the function; those of an ordered-set aggregate include the keys. */
  public int values(int operands) {
    return operands - ordering.filter(order -> !order.within()).map(order -> order.directions().size()).orElse(0);
  }

  public Span span() {
    return span;
  }

  @Override
  public boolean allowsFilter() {
    return true;
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    return true;
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    if (isGrouping()) {
      return inference.integer();
    }
    List<Expression> operands = TypeInference.operands(binding);
    return inference.aggregateType(schema, function, operands.subList(0, values(operands.size())), span);
  }

  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    for (SqlNode operand : call.getOperandList()) {
      RelDataType _ = validator.deriveType(scope, operand);
    }
    return inferReturnType(new SqlCallBinding(validator, scope, call));
  }
}
