package dev.deltamill.compiler.typing;

import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.catalog.OperatorInfo;
import java.util.Set;

/**
 * Built-in functions and operators that give NULL only for a NULL argument. Being strict is not enough: {@code
 * substring('a' from 'b')} is strict and NULL.
 */
final class NullFree {
  private static final Set<String> OPERATORS =
      Set.of("=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "||", "~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "abs", "round", "trunc", "ceil", "ceiling", "floor", "sign", "mod", "power", "sqrt", "lower", "upper", "initcap",
          "length", "char_length", "character_length", "octet_length", "btrim", "ltrim", "rtrim", "lpad", "rpad", "left",
          "right", "replace", "translate", "reverse", "repeat", "md5", "date_trunc", "strpos", "concat", "text", "numeric",
          "int4", "int8", "float8", "date");
  private static final Set<String> PLAIN_TYPES =
      Set.of(
          "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "text", "varchar", "bpchar", "name", "date", "time",
          "timetz", "timestamp", "timestamptz", "interval", "uuid", "bytea", "money");

  private NullFree() {}

  static boolean operator(OperatorInfo operator) {
    return operator.name().isBuiltin()
        && OPERATORS.contains(operator.name().name().value())
        && operator.left().stream().allMatch(type -> PLAIN_TYPES.contains(type.name().value()))
        && PLAIN_TYPES.contains(operator.right().name().value());
  }

  static boolean function(FunctionInfo function) {
    return function.name().isBuiltin()
        && FUNCTIONS.contains(function.name().name().value())
        && function.arguments().stream().allMatch(type -> PLAIN_TYPES.contains(type.name().value()));
  }
}
