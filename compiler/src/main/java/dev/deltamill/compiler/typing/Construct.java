package dev.deltamill.compiler.typing;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Frame;
import dev.deltamill.ir.type.SqlType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the user wrote at one place of an expression, before names and types are resolved. Its operands are kept beside it: the
 * same construct is typed over Calcite's operand types and later turned into an {@link Expression} over real operands.
 */
public sealed interface Construct {
  /** A constant; of type {@code unknown} where only context says what it is. */
  record Constant(Optional<String> text, SqlType type) implements Construct {}

  /** An operator with one operand (prefix) or two; the schema of {@code OPERATOR(schema.+)}, if any. */
  record Operation(Optional<Identifier> schema, String symbol) implements Construct {
    public Operation(String symbol) {
      this(Optional.empty(), symbol);
    }
  }

  /**
   * A function in call notation.
   *
   * @param schema as written
   * @param argumentNames one per argument, empty for those given by position
   * @param variadic whether the last argument is marked VARIADIC
   */
  record Function(
      Optional<Identifier> schema, Identifier name, List<Optional<Identifier>> argumentNames, boolean variadic)
      implements Construct {
    public Function {
      argumentNames = List.copyOf(argumentNames);
    }

    /** A function of {@code pg_catalog} that syntax of its own stands for. */
    public static Function builtin(String name, int arguments) {
      return new Function(
          Optional.of(new Identifier("pg_catalog")),
          new Identifier(name),
          Collections.nCopies(arguments, Optional.<Identifier>empty()),
          false);
    }
  }

  /**
   * A function of SQL/JSON.
   *
   * @param function its name, in lower case
   * @param words SQL around the operands
   * @param roles one for each operand
   * @param returning what RETURNING says, or the type that never changes
   * @param converted other types that values of the JSON text are converted to
   * @param paths jsonpath texts among the words
   * @param columns for JSON_TABLE the types of its columns
   * @param remembers see {@link Expression.Json}
   */
  record Json(
      String function,
      List<String> words,
      List<Role> roles,
      Optional<SqlType> returning,
      List<SqlType> converted,
      List<String> paths,
      List<SqlType> columns,
      boolean remembers)
      implements Construct {
    /** What an operand is for. */
    public enum Role {
      /** JSON, or what becomes JSON. */
      VALUE,
      PATH,
      /** The value of a variable of the path. */
      PASSED,
      /** What comes where there is no result, of its type already. */
      DEFAULT
    }

    public Json {
      words = List.copyOf(words);
      roles = List.copyOf(roles);
      converted = List.copyOf(converted);
      paths = List.copyOf(paths);
      columns = List.copyOf(columns);
    }
  }

  /** {@code CAST(operand AS type)} or {@code operand::type}. */
  record TypeCast(SqlType target) implements Construct {}

  /** Condition and result in turn, then the ELSE. */
  record SearchedCase() implements Construct {}

  /**
   * An operand that must be a boolean.
   *
   * @param place what asks for it, for example {@code WHERE}
   */
  record Condition(String place) implements Construct {}

  record Conditional(Expression.Conditional.Kind kind) implements Construct {}

  /** The operand, then the items. */
  record InList(boolean negated) implements Construct {}

  /** {@code left symbol ANY|ALL (array)}. */
  record Quantified(String symbol, boolean all) implements Construct {}

  /**
   * {@code left symbol ANY|ALL (query)}; IN and NOT IN too. Operands: the values of the left side, then as many columns of the query.
   */
  record QuantifiedQuery(String symbol, boolean all) implements Construct {}

  /**
   * Functions in FROM, their rows side by side, the shorter ones filled up with NULLs. Operands: the arguments of all, in order.
   *
   * @param columns names of all columns, as far as no alias gives others; with {@code ordinality} the number of the row is the last
   */
  record TableFunction(List<FromCall> calls, boolean ordinality, List<String> columns) implements Construct {
    /**
     * One function.
     *
     * @param function a {@link Function} or {@link Json}
     * @param definitions types of the columns where the query gives a column definition list; empty where it does not
     */
    public record FromCall(Construct function, List<Identifier> names, List<SqlType> definitions) {
      public FromCall {
        names = List.copyOf(names);
        definitions = List.copyOf(definitions);
      }

      int arguments() {
        return switch (function) {
          case Function call -> call.argumentNames().size();
          case Json json -> json.roles().size();
          default -> throw new IllegalStateException("no function: " + function);
        };
      }
    }

    public TableFunction {
      calls = List.copyOf(calls);
      columns = List.copyOf(columns);
    }
  }

  /**
   * A window function. Operands: its arguments, the condition of FILTER, the keys of PARTITION BY and of ORDER BY, the offsets of the frame's bounds.
   *
   * @param frame without its offsets
   */
  record Window(
      Optional<Identifier> schema,
      Identifier name,
      boolean star,
      int arguments,
      boolean filter,
      int partition,
      List<Sort> order,
      Frame frame)
      implements Construct {
    public Window {
      order = List.copyOf(order);
    }
  }

  /** How the rows are sorted by a key. */
  record Sort(boolean descending, Optional<Operation> using, Optional<Boolean> nullsFirst) {
    /** What is written behind the key, as {@link dev.deltamill.ir.relation.AggregateCall.Ordering} has it. */
    public String direction() {
      return (descending ? " DESC" : "") + nullsFirst.map(first -> first ? " NULLS FIRST" : " NULLS LAST").orElse("");
    }
  }

  record ArrayOf() implements Construct {}

  record RowOf() implements Construct {}

  /** A table's row as a value of the table's row type; the operands are all its columns, in order. */
  record WholeRow(QualifiedName type) implements Construct {}

  /** {@code base[index]} or, with three operands, {@code base[lower:upper]}. */
  record Subscript() implements Construct {}

  record Attribute(Identifier name) implements Construct {}

  record Collate(Optional<Identifier> schema, Identifier name) implements Construct {}

  /** The operand itself, which Calcite takes for a value of its own. */
  record Kept() implements Construct {}

  /** A column that USING or NATURAL merged from two, left and right. They are equal where neither row is missing. */
  record MergedColumn(Side side) implements Construct {
    /** Which one it shows: that of the side that is always there; for FULL JOIN whichever is there. */
    public enum Side {
      EITHER,
      LEFT,
      RIGHT,
      BOTH
    }
  }

  record DistinctFrom(boolean negated) implements Construct {}
}
