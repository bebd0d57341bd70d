package dev.deltamill.compiler.validation;

import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.typing.ExpressionTyping;
import dev.deltamill.compiler.typing.Findings;
import dev.deltamill.compiler.typing.Remedies;
import dev.deltamill.compiler.typing.TypingException;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;

/**
 * Types expressions while Calcite validates. A type error is noted and gives a type that nothing complains about again, so one
 * pass finds all of them.
 */
public final class TypeInference {
  private final ExpressionTyping typing;
  private final OpaqueTypes types;
  private final Set<Diagnostic> errors = new LinkedHashSet<>();

  public TypeInference(CatalogIndex catalog) {
    // What is volatile is noted when the relation is built, over the real operands.
    this.typing = new ExpressionTyping(catalog, new Findings());
    this.types = new OpaqueTypes(typing);
  }

  public OpaqueTypes types() {
    return types;
  }

  public List<Diagnostic> errors() {
    return new ArrayList<>(errors);
  }

  /** The type of a construct over operands of which only types, and the texts of literals, are known. */
  RelDataType type(Construct construct, List<Expression> operands, Span span) {
    if (construct instanceof Construct.TypeCast(var target) && target.equals(OpaqueTypes.ERROR)) {
      return types.of(OpaqueTypes.ERROR);
    }
    RelDataType type =
        guarded(
            operands,
            () ->
                construct instanceof Construct.Window window
                    ? typing.window(window, operands, span).call().type()
                    : typing.resolve(construct, operands, span).type());
    // Calcite must see a boolean where it asks for one, or it stops there.
    return construct instanceof Construct.Condition ? types.of(SqlType.BOOLEAN) : type;
  }

  /** The columns of functions in FROM. */
  RelDataType rowType(Construct.TableFunction construct, List<Expression> operands, Span span) {
    List<SqlType> columns = new ArrayList<>();
    try {
      typing.tableFunction(construct, operands, span).forEach(function -> columns.addAll(function.columns()));
    } catch (TypingException e) {
      errors.add(e.diagnostic());
    }
    if (construct.ordinality()) {
      columns.add(SqlType.BIGINT);
    }
    if (errors.isEmpty() && columns.size() != construct.columns().size()) {
      errors.add(
          Diagnostic.error(
              DiagnosticCode.UNSUPPORTED_CONSTRUCT,
              span,
              "this variant of the function in FROM, with " + columns.size() + " columns, is not supported yet",
              Remedies.NO_REWRITE));
    }
    RelDataTypeFactory.Builder row = types.builder();
    for (int i = 0; i < construct.columns().size(); i++) {
      row.add(construct.columns().get(i), types.of(columns.size() == construct.columns().size() ? columns.get(i) : OpaqueTypes.ERROR));
    }
    return row.build();
  }

  RelDataType aggregateType(Optional<Identifier> schema, Identifier function, List<Expression> operands, Span span) {
    return guarded(operands, () -> typing.aggregate(schema, function, operands, span).type());
  }

  RelDataType integer() {
    return types.of(SqlType.INTEGER);
  }

  private RelDataType guarded(List<Expression> operands, Supplier<SqlType> inference) {
    if (operands.stream().anyMatch(operand -> operand.type().equals(OpaqueTypes.ERROR))) {
      return types.of(OpaqueTypes.ERROR);
    }
    try {
      return types.of(inference.get());
    } catch (TypingException e) {
      errors.add(e.diagnostic());
      return types.of(OpaqueTypes.ERROR);
    }
  }

  /** What stands for the operands of a call while it is typed; a query among them stands for its columns. */
  static List<Expression> operands(SqlOperatorBinding binding) {
    List<Expression> operands = new ArrayList<>();
    for (int i = 0; i < binding.getOperandCount(); i++) {
      RelDataType rows = binding.getOperandType(i).getComponentType();
      if (rows != null) {
        columns(rows).forEach(type -> operands.add(Expression.Literal.nullOf(OpaqueTypes.toSqlType(type))));
        continue;
      }
      boolean literal =
          binding instanceof SqlCallBinding call
              && call.operand(i) instanceof SqlCall operand
              && operand.getOperator() instanceof ConstructOperator operator
              && operator.construct() instanceof Construct.Constant;
      operands.add(
          literal
              ? literal(((SqlCallBinding) binding).operand(i))
              : Expression.Literal.nullOf(OpaqueTypes.toSqlType(binding.getOperandType(i))));
    }
    return operands;
  }

  /** Calcite has rows of one column be that column. */
  private static List<RelDataType> columns(RelDataType rows) {
    return rows.isStruct() ? rows.getFieldList().stream().map(RelDataTypeField::getType).toList() : List.of(rows);
  }

  private static Expression literal(SqlNode node) {
    var constant = (Construct.Constant) ((ConstructOperator) ((SqlCall) node).getOperator()).construct();
    return new Expression.Literal(constant.text(), constant.type());
  }
}
