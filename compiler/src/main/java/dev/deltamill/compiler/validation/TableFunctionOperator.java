package dev.deltamill.compiler.validation;

import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.ir.diagnostic.Span;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Functions in FROM. One instance per place, as {@link ConstructOperator}. */
public final class TableFunctionOperator extends SqlFunction implements SqlTableFunction {
  private final Construct.TableFunction construct;
  private final Span span;
  private final TypeInference inference;

  public TableFunctionOperator(Construct.TableFunction construct, Span span, TypeInference inference) {
    super(
        OperatorNames.of(construct),
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        OperandTypes.VARIADIC,
        SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
    this.construct = construct;
    this.span = span;
    this.inference = inference;
  }

  public Construct.TableFunction construct() {
    return construct;
  }

  public Span span() {
    return span;
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    return true;
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    return inference.types().createSqlType(SqlTypeName.CURSOR);
  }

  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    for (SqlNode operand : call.getOperandList()) {
      RelDataType _ = validator.deriveType(scope, operand);
    }
    return inferReturnType(new SqlCallBinding(validator, scope, call));
  }

  @Override
  public SqlReturnTypeInference getRowTypeInference() {
    return binding -> inference.rowType(construct, TypeInference.operands(binding), span);
  }
}
