package dev.deltamill.compiler.typing;

import dev.deltamill.ir.name.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Picks one of several functions or operators by the types of the arguments (manual, 10.2 and 10.3;
 * {@code func_match_argtypes} and {@code func_select_candidate}).
 */
final class Overloads {
  private final Coercions coercions;
  private final Polymorphism polymorphism;

  Overloads(Coercions coercions, Polymorphism polymorphism) {
    this.coercions = coercions;
    this.polymorphism = polymorphism;
  }

  /** What came of it: one signature, or why not. */
  sealed interface Choice<T> {
    record Chosen<T>(Signature<T> signature) implements Choice<T> {}

    record None<T>() implements Choice<T> {}

    record Ambiguous<T>() implements Choice<T> {}
  }

  <T> Choice<T> choose(List<Signature<T>> signatures, List<QualifiedName> arguments) {
    for (Signature<T> signature : signatures) {
      if (signature.parameters().equals(arguments)) {
        return new Choice.Chosen<>(signature);
      }
    }
    List<Signature<T>> usable = signatures.stream().filter(signature -> accepts(signature, arguments)).toList();
    if (usable.isEmpty()) {
      return new Choice.None<>();
    }
    return select(withoutRepeats(usable), arguments).<Choice<T>>map(Choice.Chosen::new).orElseGet(Choice.Ambiguous::new);
  }

  /** Of readings with the same parameters, a plain one beats a spread VARIADIC, and fewer defaults beat more. */
  private static <T> List<Signature<T>> withoutRepeats(List<Signature<T>> signatures) {
    return signatures.stream()
        .filter(
            signature ->
                signatures.stream()
                    .noneMatch(
                        other ->
                            other != signature
                                && other.parameters().equals(signature.parameters())
                                && (!other.spread() && signature.spread()
                                    || other.spread() == signature.spread() && other.defaulted() < signature.defaulted())))
        .toList();
  }

  private <T> boolean accepts(Signature<T> signature, List<QualifiedName> arguments) {
    Optional<Map<QualifiedName, QualifiedName>> bound = polymorphism.bind(signature.parameters(), arguments);
    return bound.isPresent()
        && IntStream.range(0, arguments.size())
            .allMatch(
                i -> {
                  QualifiedName parameter = Polymorphism.substitute(signature.parameters().get(i), bound.get());
                  return Polymorphism.isPolymorphic(parameter) || coercions.implicit(arguments.get(i), parameter);
                });
  }

  private <T> Optional<Signature<T>> select(List<Signature<T>> usable, List<QualifiedName> declared) {
    if (usable.size() == 1) {
      return Optional.of(usable.getFirst());
    }
    List<QualifiedName> arguments = declared.stream().map(coercions::base).toList();
    List<Signature<T>> left = mostMatches(usable, arguments, QualifiedName::equals);
    if (left.size() == 1) {
      return Optional.of(left.getFirst());
    }
    left =
        mostMatches(
            left,
            arguments,
            (parameter, argument) ->
                parameter.equals(argument)
                    || coercions.category(parameter) == coercions.category(argument) && coercions.isPreferred(parameter));
    if (left.size() == 1) {
      return Optional.of(left.getFirst());
    }
    if (!arguments.contains(Coercions.UNKNOWN)) {
      return Optional.empty();
    }
    left = byCategoryOfUnknowns(left, arguments);
    return left.size() == 1 ? Optional.of(left.getFirst()) : assumingOneType(left, arguments);
  }

  private static <T> List<Signature<T>> mostMatches(
      List<Signature<T>> signatures, List<QualifiedName> arguments, BiPredicate<QualifiedName, QualifiedName> matches) {
    List<Signature<T>> best = new ArrayList<>();
    long most = -1;
    for (Signature<T> signature : signatures) {
      long count =
          IntStream.range(0, arguments.size())
              .filter(i -> !arguments.get(i).equals(Coercions.UNKNOWN))
              .filter(i -> matches.test(signature.parameters().get(i), arguments.get(i)))
              .count();
      if (count > most) {
        best.clear();
        most = count;
      }
      if (count == most) {
        best.add(signature);
      }
    }
    return best;
  }

  /** An unknown literal looks like text: the string category wins where any candidate takes it, else the only category. */
  private <T> List<Signature<T>> byCategoryOfUnknowns(List<Signature<T>> signatures, List<QualifiedName> arguments) {
    List<Signature<T>> left = signatures;
    for (int i = 0; i < arguments.size(); i++) {
      if (!arguments.get(i).equals(Coercions.UNKNOWN)) {
        continue;
      }
      int position = i;
      TreeSet<Character> categories = new TreeSet<>();
      signatures.forEach(signature -> categories.add(coercions.category(signature.parameters().get(position))));
      if (!categories.contains('S') && categories.size() > 1) {
        return signatures;
      }
      char category = categories.contains('S') ? 'S' : categories.first();
      boolean preferred =
          signatures.stream()
              .map(signature -> signature.parameters().get(position))
              .anyMatch(type -> coercions.category(type) == category && coercions.isPreferred(type));
      left =
          left.stream()
              .filter(
                  signature -> {
                    QualifiedName type = signature.parameters().get(position);
                    return coercions.category(type) == category && (!preferred || coercions.isPreferred(type));
                  })
              .toList();
    }
    return left.isEmpty() ? signatures : left;
  }

  /** The last resort: unknown arguments are taken to be of the one type that all known ones have. */
  private <T> Optional<Signature<T>> assumingOneType(List<Signature<T>> signatures, List<QualifiedName> arguments) {
    List<QualifiedName> known = arguments.stream().filter(type -> !type.equals(Coercions.UNKNOWN)).distinct().toList();
    if (known.size() != 1) {
      return Optional.empty();
    }
    List<Signature<T>> left =
        signatures.stream()
            .filter(
                signature ->
                    signature.parameters().subList(0, arguments.size()).stream()
                        .allMatch(parameter -> coercions.implicit(known.getFirst(), parameter)))
            .toList();
    return left.size() == 1 ? Optional.of(left.getFirst()) : Optional.empty();
  }
}
