package dev.deltamill.compiler.validation;

import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.typing.ExpressionTyping;
import dev.deltamill.compiler.typing.Findings;
import dev.deltamill.compiler.typing.TypingException;
import dev.deltamill.ir.diagnostic.Diagnostic;
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

  RelDataType type(Construct construct, List<RelDataType> operands, Span span) {
    return guarded(operands, () -> typing.resolve(construct, standIns(operands), span).type());
  }

  RelDataType aggregateType(Optional<Identifier> schema, Identifier function, List<RelDataType> operands, Span span) {
    return guarded(operands, () -> typing.aggregate(schema, function, standIns(operands), span).type());
  }

  private RelDataType guarded(List<RelDataType> operands, Supplier<SqlType> inference) {
    if (operands.stream().anyMatch(operand -> OpaqueTypes.toSqlType(operand).equals(OpaqueTypes.ERROR))) {
      return types.of(OpaqueTypes.ERROR);
    }
    try {
      return types.of(inference.get());
    } catch (TypingException e) {
      errors.add(e.diagnostic());
      return types.of(OpaqueTypes.ERROR);
    }
  }

  /** Operands of which only the type matters. An unknown one is NULL: its text is judged later. */
  private static List<Expression> standIns(List<RelDataType> operands) {
    List<Expression> standIns = new ArrayList<>();
    for (RelDataType operand : operands) {
      standIns.add(Expression.Literal.nullOf(OpaqueTypes.toSqlType(operand)));
    }
    return standIns;
  }
}
