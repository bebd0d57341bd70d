package dev.deltamill.ir.catalog;

/** {@code provolatile} (manual, "Function Volatility Categories"), from the most to the least dependable. */
public enum Volatility {
  IMMUTABLE,
  STABLE,
  VOLATILE;

  public Volatility worse(Volatility other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
