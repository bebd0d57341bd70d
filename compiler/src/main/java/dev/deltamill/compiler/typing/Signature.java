package dev.deltamill.compiler.typing;

import dev.deltamill.ir.name.QualifiedName;
import java.util.List;

/**
 * One way to read a call: a function or operator with parameters matched one to one with the arguments.
 *
 * @param parameters type per argument, in the order of the arguments as written; VARIADIC ones repeated
 * @param spread whether a VARIADIC parameter was spread over several arguments; such a reading loses against a plain one
 * @param target the {@code FunctionInfo} or {@code OperatorInfo}
 */
record Signature<T>(List<QualifiedName> parameters, boolean spread, int defaulted, T target) {
  Signature {
    parameters = List.copyOf(parameters);
  }
}
