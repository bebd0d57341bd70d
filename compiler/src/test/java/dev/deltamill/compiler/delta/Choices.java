package dev.deltamill.compiler.delta;

import java.util.List;

/**
 * A source of decisions for generators: numbers from a list, zeros when it ends. Zero is always the simplest decision, so that shrinking the list
 * shrinks what is generated.
 */
public final class Choices {
  private final List<Integer> numbers;
  private int position;

  public Choices(List<Integer> numbers) {
    this.numbers = numbers;
  }

  /** From 0 to below {@code bound}. */
  int below(int bound) {
    return position < numbers.size() ? Math.floorMod(numbers.get(position++), bound) : 0;
  }

  /** One time in {@code n}; not when the list has ended. */
  boolean oneIn(int n) {
    return below(n) == n - 1;
  }

  <T> T of(List<T> options) {
    return options.get(below(options.size()));
  }
}
