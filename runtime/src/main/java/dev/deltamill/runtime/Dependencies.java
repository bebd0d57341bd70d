package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.name.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Which stream table reads which. Names outside the given set count as tables. */
final class Dependencies {
  private Dependencies() {}

  /** Sorted by name as far as dependencies allow. */
  static <T> List<T> upstreamFirst(Collection<T> items, Function<T, Manifest> manifest) {
    SortedMap<QualifiedName, T> byName = new TreeMap<>();
    items.forEach(item -> byName.put(manifest.apply(item).name(), item));
    Set<QualifiedName> order = new LinkedHashSet<>();
    byName.keySet().forEach(name -> visit(name, byName, manifest, order));
    List<T> sorted = new ArrayList<>();
    order.forEach(name -> sorted.add(get(byName, name)));
    return sorted;
  }

  private static <T> void visit(
      QualifiedName name, Map<QualifiedName, T> byName, Function<T, Manifest> manifest, Set<QualifiedName> order) {
    T item = byName.get(name);
    if (item == null || order.contains(name)) {
      return;
    }
    manifest.apply(item).dependsOn().stream().sorted().forEach(input -> visit(input, byName, manifest, order));
    order.add(name);
  }

  private static <T> T get(Map<QualifiedName, T> byName, QualifiedName name) {
    T item = byName.get(name);
    if (item == null) {
      throw new IllegalStateException(name + " is not in the set");
    }
    return item;
  }

  /** The names and all that they read, directly or not. */
  static Set<QualifiedName> withUpstream(Collection<QualifiedName> names, Collection<Manifest> manifests) {
    Set<QualifiedName> closure = new TreeSet<>(names);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Manifest manifest : manifests) {
        if (closure.contains(manifest.name())) {
          grown |= closure.addAll(manifest.dependsOn());
        }
      }
    }
    closure.retainAll(manifests.stream().map(Manifest::name).toList());
    return closure;
  }

  /** The names and all that read them, directly or not. */
  static Set<QualifiedName> withConsumers(Collection<QualifiedName> names, Collection<Manifest> manifests) {
    Set<QualifiedName> closure = new TreeSet<>(names);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Manifest manifest : manifests) {
        if (manifest.dependsOn().stream().anyMatch(closure::contains)) {
          grown |= closure.add(manifest.name());
        }
      }
    }
    return closure;
  }

  /** Parts that have no stream table in common; each upstream first, parts in order of their first name. */
  static List<List<Installed>> components(List<Installed> upstreamFirst) {
    Map<QualifiedName, Set<QualifiedName>> parts = new TreeMap<>();
    for (Installed item : upstreamFirst) {
      Set<QualifiedName> part = new TreeSet<>(Set.of(item.manifest().name()));
      for (QualifiedName input : item.manifest().dependsOn()) {
        part.addAll(parts.getOrDefault(input, Set.of()));
      }
      part.forEach(name -> parts.put(name, part));
    }
    List<List<Installed>> components = new ArrayList<>();
    for (Set<QualifiedName> part : new LinkedHashSet<>(parts.values())) {
      components.add(upstreamFirst.stream().filter(item -> part.contains(item.manifest().name())).toList());
    }
    return components;
  }
}
