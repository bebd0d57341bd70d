package dev.deltamill.cli.demo;

import dev.deltamill.ir.artifact.Manifest;
import java.util.ArrayList;
import java.util.List;

/** What the rounds told about one stream table. */
final class Measured {
  private final Manifest manifest;
  private final List<Double> diff = new ArrayList<>();
  private final List<Double> full = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private long changed;
  private long rows;
  private boolean equal = true;

  Measured(Manifest manifest) {
    this.manifest = manifest;
  }

  Manifest manifest() {
    return manifest;
  }

  void refreshed(double millis, long changedRows) {
    diff.add(millis);
    changed += changedRows;
  }

  void recomputed(double millis) {
    full.add(millis);
  }

  void remark(String remark) {
    remarks.add(remark);
  }

  void compared(boolean same) {
    equal &= same;
  }

  void counted(long count) {
    rows = count;
  }

  double diffMillis() {
    return median(diff);
  }

  double fullMillis() {
    return median(full);
  }

  /** One round in which the machine was busy elsewhere says nothing of the others. */
  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  /** Per round. */
  long changed() {
    return diff.isEmpty() ? 0 : Math.round((double) changed / diff.size());
  }

  long rows() {
    return rows;
  }

  boolean equal() {
    return equal;
  }

  List<String> remarks() {
    return remarks;
  }
}
