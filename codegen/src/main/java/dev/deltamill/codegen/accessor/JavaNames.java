package dev.deltamill.codegen.accessor;

import dev.deltamill.ir.name.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.SourceVersion;

/** Java names for SQL names; the same names whatever order they come in. */
final class JavaNames {
  /** Methods without parameters that every object has: a record may not have a component of that name. */
  private static final Set<String> TAKEN_BY_OBJECT =
      Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private JavaNames() {}

  /**
   * A class name for each stream table: {@code RevenueByNation} for {@code revenue_by_nation}, with the schema's name before
   * it where two schemas have one of that name. Names differ by more than case, since their files do.
   */
  static SortedMap<QualifiedName, String> classes(List<QualifiedName> tables) {
    SortedMap<QualifiedName, String> names = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    for (QualifiedName table : new TreeSet<>(tables)) {
      String plain = className(table.name().value());
      boolean shared =
          tables.stream().filter(other -> className(other.name().value()).equalsIgnoreCase(plain)).count() > 1;
      String wanted = shared ? className(table.schema().value() + "_" + table.name().value()) : plain;
      names.put(table, unused(wanted, taken));
    }
    return names;
  }

  private static String className(String name) {
    String words = words(name, true);
    // Row is the class within; a contextual keyword of Java 25 is lower-case throughout and cannot be met here.
    return words.isEmpty() || words.equals("Row") ? words + "Table" : words;
  }

  /** A component name for each column: {@code lShipdate} for {@code l_shipdate}. */
  static List<String> components(List<String> columns) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String column : columns) {
      String words = words(column, false);
      String name = words.isEmpty() ? "column" : words;
      boolean usable = SourceVersion.isName(name) && !TAKEN_BY_OBJECT.contains(name);
      names.add(unused(usable ? name : name + "_", taken));
    }
    return names;
  }

  private static String unused(String wanted, Set<String> taken) {
    String name = wanted;
    for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
      name = wanted + number;
    }
    return name;
  }

  /** A name's words in camel case, without what Java does not know. */
  private static String words(String name, boolean capital) {
    StringBuilder out = new StringBuilder();
    boolean start = capital;
    for (int c : name.codePoints().toArray()) {
      if (c == '_' || c == '$' || !Character.isJavaIdentifierPart(c) || Character.isIdentifierIgnorable(c)) {
        start = capital || !out.isEmpty();
        continue;
      }
      if (out.isEmpty() && !Character.isJavaIdentifierStart(c)) {
        out.append('_');
      }
      out.appendCodePoint(start ? Character.toTitleCase(c) : out.isEmpty() ? Character.toLowerCase(c) : c);
      start = false;
    }
    return out.toString();
  }

  /** A constant's name: {@code DELTA_01_ORDERS} for {@code delta/01-orders}. */
  static List<String> constants(List<String> phases) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String phase : phases) {
      StringBuilder out = new StringBuilder();
      for (int c : phase.toUpperCase(Locale.ROOT).codePoints().toArray()) {
        boolean known = Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c) && c != '$';
        out.appendCodePoint(known ? c : '_');
      }
      names.add(unused(out.toString(), taken));
    }
    return names;
  }
}
