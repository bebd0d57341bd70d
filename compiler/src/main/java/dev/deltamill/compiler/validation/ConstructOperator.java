package dev.deltamill.compiler.validation;

import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.ir.diagnostic.Span;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/**
 * A construct as an operator of Calcite's. One instance per place in the query, so that the place survives into the plan;
 * instances with the same construct are equal.
 */
public final class ConstructOperator extends SqlOperator {
  private final Construct construct;
  private final Span span;
  private final TypeInference inference;

  public ConstructOperator(Construct construct, Span span, TypeInference inference) {
    super(OperatorNames.of(construct), SqlKind.OTHER_FUNCTION, 100, 100, null, null, null);
    this.construct = construct;
    this.span = span;
    this.inference = inference;
  }

  public Construct construct() {
    return construct;
  }

  public Span span() {
    return span;
  }

  @Override
  public SqlSyntax getSyntax() {
    return SqlSyntax.SPECIAL;
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return SqlOperandCountRanges.any();
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    return true;
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    return inference.type(construct, TypeInference.operands(binding), span);
  }

  /** Without Calcite's search for a function of that name. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    for (SqlNode operand : call.getOperandList()) {
      RelDataType _ = validator.deriveType(scope, operand);
    }
    return inferReturnType(new SqlCallBinding(validator, scope, call));
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
    SqlWriter.Frame frame = writer.startList(getName() + "(", ")");
    for (SqlNode operand : call.getOperandList()) {
      writer.sep(",");
      operand.unparse(writer, 0, 0);
    }
    writer.endList(frame);
  }
}
