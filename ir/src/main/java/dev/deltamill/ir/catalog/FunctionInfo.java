package dev.deltamill.ir.catalog;

import dev.deltamill.ir.name.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A row of {@code pg_proc}; left out are procedures and what no query can call: functions over {@code internal}, triggers
 * and handlers.
 *
 * @param arguments types of the input arguments ({@code proargtypes}); the last is an array where {@code variadic} is set
 * @param defaults how many of the last arguments have a default
 * @param variadic element type of the variadic argument, or {@code "any"}
 * @param argumentNames names of the input arguments, an empty text where one has none; empty where no argument has a name
 * @param outputs names and types of OUT, INOUT and TABLE columns; empty where the result is one value without a name. One
 *     alone does not make the result a row: it names the column in FROM ({@code jsonb_array_elements(…)} has {@code value})
 * @param volatility for an aggregate of users that of the most volatile function it calls
 * @param directArguments how many of the arguments stand before WITHIN GROUP, for ordered-set and hypothetical-set
 *     aggregates only
 */
public record FunctionInfo(
    QualifiedName name,
    Kind kind,
    List<QualifiedName> arguments,
    int defaults,
    Optional<QualifiedName> variadic,
    List<String> argumentNames,
    QualifiedName result,
    boolean returnsSet,
    boolean strict,
    Volatility volatility,
    List<Output> outputs,
    OptionalInt directArguments) {
  public FunctionInfo {
    arguments = List.copyOf(arguments);
    argumentNames = List.copyOf(argumentNames);
    outputs = List.copyOf(outputs);
  }

  /** {@code prokind}. */
  public enum Kind {
    FUNCTION,
    AGGREGATE,
    WINDOW
  }

  public record Output(String name, QualifiedName type) {}
}
