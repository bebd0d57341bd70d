package dev.deltamill.compiler.typing;

import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ways in which a function can take a number of arguments: defaults, VARIADIC, arguments by name (manual, 4.3, 10.3). */
final class Signatures {
  private Signatures() {}

  static List<Signature<FunctionInfo>> of(FunctionInfo function, List<Optional<Identifier>> argumentNames) {
    boolean named = argumentNames.stream().anyMatch(Optional::isPresent);
    List<Signature<FunctionInfo>> signatures = new ArrayList<>();
    if (named) {
      byName(function, argumentNames).ifPresent(signatures::add);
      return signatures;
    }
    int given = argumentNames.size();
    int declared = function.arguments().size();
    if (given <= declared && given >= declared - function.defaults()) {
      signatures.add(new Signature<>(function.arguments().subList(0, given), false, declared - given, function));
    }
    if (function.variadic().isPresent() && given >= declared) {
      List<QualifiedName> parameters = new ArrayList<>(function.arguments().subList(0, declared - 1));
      while (parameters.size() < given) {
        parameters.add(function.variadic().get());
      }
      signatures.add(new Signature<>(parameters, true, 0, function));
    }
    return signatures;
  }

  private static Optional<Signature<FunctionInfo>> byName(FunctionInfo function, List<Optional<Identifier>> argumentNames) {
    if (function.variadic().isPresent()) {
      return Optional.empty();
    }
    int declared = function.arguments().size();
    List<QualifiedName> parameters = new ArrayList<>();
    for (int written = 0; written < argumentNames.size(); written++) {
      int position = position(function, argumentNames, written);
      if (position < 0 || position >= declared) {
        return Optional.empty();
      }
      parameters.add(function.arguments().get(position));
    }
    for (int position = 0; position < declared - function.defaults(); position++) {
      if (argumentAt(function, argumentNames, position) < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new Signature<>(parameters, false, declared - argumentNames.size(), function));
  }

  private static int position(FunctionInfo function, List<Optional<Identifier>> argumentNames, int written) {
    Optional<Identifier> name = argumentNames.get(written);
    return name.isPresent() ? function.argumentNames().indexOf(name.get().value()) : written;
  }

  /** Which argument, as written, is for the parameter at a position; −1 where its default is. */
  static int argumentAt(FunctionInfo function, List<Optional<Identifier>> argumentNames, int position) {
    for (int written = 0; written < argumentNames.size(); written++) {
      if (position(function, argumentNames, written) == position) {
        return written;
      }
    }
    return -1;
  }
}
