package dev.deltamill.runtime.catalog;

import dev.deltamill.ir.catalog.CastInfo;
import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.catalog.OperatorInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.runtime.catalog.CatalogQueries.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;

/** Functions, operators and casts over the types that a snapshot holds. */
final class Routines {
  /** Results of functions that only the server itself calls. */
  private static final Set<String> HANDLERS =
      Set.of(
          "trigger",
          "event_trigger",
          "language_handler",
          "fdw_handler",
          "index_am_handler",
          "table_am_handler",
          "tsm_handler",
          "internal");

  private Routines() {}

  static List<FunctionInfo> functions(CatalogQueries queries, Types types) throws SQLException {
    return queries.rows("functions", row -> function(row, types)).stream().flatMap(Optional::stream).toList();
  }

  private static Optional<FunctionInfo> function(Row row, Types types) throws SQLException {
    List<Long> arguments = row.oids("arguments");
    List<Long> inputsAndOutputs = row.oids("proallargtypes");
    long result = row.oid("prorettype");
    if (!types.isHeld(result)
        || !arguments.stream().allMatch(types::isHeld)
        || !inputsAndOutputs.stream().allMatch(types::isHeld)) {
      return Optional.empty();
    }
    List<QualifiedName> argumentTypes = arguments.stream().map(types::require).toList();
    if (isHandler(types.require(result)) || argumentTypes.contains(QualifiedName.builtin("internal"))) {
      return Optional.empty();
    }
    List<String> modes = row.texts("modes");
    List<String> names = row.texts("proargnames");
    int direct = row.number("aggnumdirectargs");
    boolean orderedSet = row.optionalText("aggnumdirectargs").isPresent();
    return Optional.of(
        new FunctionInfo(
            row.name("nspname", "proname"),
            kind(row.letter("prokind")),
            argumentTypes,
            row.number("pronargdefaults"),
            types.name(row.oid("provariadic")),
            argumentNames(names, modes),
            types.require(result),
            row.flag("proretset"),
            row.flag("proisstrict"),
            volatility(row.letter("provolatile")),
            outputs(names, modes, inputsAndOutputs, types),
            orderedSet ? OptionalInt.of(direct) : OptionalInt.empty()));
  }

  private static boolean isHandler(QualifiedName result) {
    return result.isBuiltin() && HANDLERS.contains(result.name().value());
  }

  private static FunctionInfo.Kind kind(char prokind) throws SQLException {
    return switch (prokind) {
      case 'f' -> FunctionInfo.Kind.FUNCTION;
      case 'a' -> FunctionInfo.Kind.AGGREGATE;
      case 'w' -> FunctionInfo.Kind.WINDOW;
      default -> throw new SQLException("unknown prokind " + prokind);
    };
  }

  /** Without modes every argument is an input. */
  private static List<String> argumentNames(List<String> names, List<String> modes) {
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (modes.isEmpty() || Set.of("i", "b", "v").contains(modes.get(i))) {
        inputs.add(names.get(i));
      }
    }
    return inputs.stream().allMatch(String::isEmpty) ? List.of() : inputs;
  }

  private static List<FunctionInfo.Output> outputs(
      List<String> names, List<String> modes, List<Long> all, Types types) {
    List<FunctionInfo.Output> outputs = new ArrayList<>();
    for (int i = 0; i < modes.size(); i++) {
      if (Set.of("o", "b", "t").contains(modes.get(i))) {
        outputs.add(new FunctionInfo.Output(names.isEmpty() ? "" : names.get(i), types.require(all.get(i))));
      }
    }
    return outputs;
  }

  static List<OperatorInfo> operators(CatalogQueries queries, Types types) throws SQLException {
    return queries.rows("operators", row -> operator(row, types)).stream().flatMap(Optional::stream).toList();
  }

  private static Optional<OperatorInfo> operator(Row row, Types types) throws SQLException {
    long left = row.oid("oprleft");
    long right = row.oid("oprright");
    long result = row.oid("oprresult");
    if (LongStream.of(left, right, result).anyMatch(type -> type != 0 && !types.isHeld(type))) {
      return Optional.empty();
    }
    return Optional.of(
        new OperatorInfo(
            row.name("nspname", "oprname"),
            types.name(left),
            types.require(right),
            types.require(result),
            row.name("function_schema", "proname"),
            volatility(row.letter("provolatile"))));
  }

  static List<CastInfo> casts(CatalogQueries queries, Types types) throws SQLException {
    return queries.rows("casts", row -> cast(row, types)).stream().flatMap(Optional::stream).toList();
  }

  private static Optional<CastInfo> cast(Row row, Types types) throws SQLException {
    long source = row.oid("castsource");
    long target = row.oid("casttarget");
    if (!types.isHeld(source) || !types.isHeld(target)) {
      return Optional.empty();
    }
    Volatility volatility =
        switch (row.letter("castmethod")) {
          case 'f' -> volatility(row.letter("provolatile"));
          case 'b' -> Volatility.IMMUTABLE;
          case 'i' -> types.output(source).worse(types.input(target));
          default -> throw new SQLException("unknown castmethod " + row.letter("castmethod"));
        };
    return Optional.of(
        new CastInfo(types.require(source), types.require(target), context(row.letter("castcontext")), volatility));
  }

  private static CastInfo.Context context(char castcontext) throws SQLException {
    return switch (castcontext) {
      case 'e' -> CastInfo.Context.EXPLICIT;
      case 'a' -> CastInfo.Context.ASSIGNMENT;
      case 'i' -> CastInfo.Context.IMPLICIT;
      default -> throw new SQLException("unknown castcontext " + castcontext);
    };
  }

  static Volatility volatility(char provolatile) throws SQLException {
    return switch (provolatile) {
      case 'i' -> Volatility.IMMUTABLE;
      case 's' -> Volatility.STABLE;
      case 'v' -> Volatility.VOLATILE;
      default -> throw new SQLException("unknown provolatile " + provolatile);
    };
  }
}
