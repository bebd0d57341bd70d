package dev.deltamill.compiler.relation;

import dev.deltamill.compiler.typing.ExpressionTyping;
import dev.deltamill.compiler.validation.ConstructOperator;
import dev.deltamill.compiler.validation.OpaqueTypes;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Is.Test;
import dev.deltamill.ir.relation.Expression.Logical.Connective;
import dev.deltamill.ir.relation.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** Expressions over the fields of one relation. */
final class RowExpressions {
  private final ExpressionTyping typing;
  private final List<Field> fields;
  private final Span place;

  /** Expressions over {@code fields}; {@code place} is where to point for what has no place of its own. */
  RowExpressions(ExpressionTyping typing, List<Field> fields, Span place) {
    this.typing = typing;
    this.fields = fields;
    this.place = place;
  }

  Expression read(RexNode node) {
    return switch (node) {
      case RexInputRef reference -> {
        Field field = fields.get(reference.getIndex());
        yield new Expression.Column(reference.getIndex(), field.type(), field.nullable());
      }
      case RexLiteral literal when literal.isAlwaysTrue() -> Expression.Literal.TRUE;
      case RexLiteral literal when literal.isAlwaysFalse() -> Expression.Literal.FALSE;
      case RexCall call -> call(call);
      default -> throw new IllegalStateException("an expression that no construct stands for: " + node);
    };
  }

  private Expression call(RexCall call) {
    List<Expression> operands = new ArrayList<>();
    call.getOperands().forEach(operand -> operands.add(read(operand)));
    if (call.getOperator() instanceof ConstructOperator operator) {
      return typing.resolve(operator.construct(), operands, operator.span());
    }
    return switch (call.getKind()) {
      case AND -> connective(Connective.AND, operands);
      case OR -> connective(Connective.OR, operands);
      case NOT -> new Expression.Logical(Connective.NOT, operands);
      case IS_NULL -> new Expression.Is(operands.getFirst(), Test.NULL, false);
      case IS_NOT_NULL -> new Expression.Is(operands.getFirst(), Test.NULL, true);
      case IS_TRUE -> new Expression.Is(operands.getFirst(), Test.TRUE, false);
      case IS_NOT_TRUE -> new Expression.Is(operands.getFirst(), Test.TRUE, true);
      case IS_FALSE -> new Expression.Is(operands.getFirst(), Test.FALSE, false);
      case IS_NOT_FALSE -> new Expression.Is(operands.getFirst(), Test.FALSE, true);
      // VALUES: a value that is not of its column's common type.
      case CAST -> typing.convert(operands.getFirst(), OpaqueTypes.toSqlType(call.getType()), place);
      default -> throw new IllegalStateException("an operator that no construct stands for: " + call);
    };
  }

  private static Expression connective(Connective connective, List<Expression> operands) {
    List<Expression> flat = new ArrayList<>();
    for (Expression operand : operands) {
      if (operand instanceof Expression.Logical(var inner, var parts) && inner == connective) {
        flat.addAll(parts);
      } else {
        flat.add(operand);
      }
    }
    return new Expression.Logical(connective, flat);
  }
}
