package dev.deltamill.compiler.typing;

import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code anyelement}, {@code anycompatiblearray} and the like stand for in one call (manual, 38.2.5 "Polymorphic Types").
 *
 * <p>In the {@code any…} family all arguments agree exactly; in the {@code anycompatible…} family they have a common type.
 */
final class Polymorphism {
  private final Coercions coercions;
  private final CatalogIndex catalog;

  Polymorphism(CatalogIndex catalog, Coercions coercions) {
    this.catalog = catalog;
    this.coercions = coercions;
  }

  static boolean isPolymorphic(QualifiedName type) {
    return type.isBuiltin() && type.name().value().startsWith("any") && !type.equals(Coercions.ANY);
  }

  /** The types that a signature's polymorphic ones stand for, or empty where the arguments contradict each other. */
  Optional<Map<QualifiedName, QualifiedName>> bind(List<QualifiedName> parameters, List<QualifiedName> arguments) {
    Map<QualifiedName, QualifiedName> bound = new HashMap<>();
    for (String family : List.of("any", "anycompatible")) {
      List<SqlType> elements = new ArrayList<>();
      Optional<QualifiedName> range = Optional.empty();
      for (int i = 0; i < arguments.size(); i++) {
        QualifiedName parameter = parameters.get(i);
        QualifiedName argument = arguments.get(i);
        if (!isPolymorphic(parameter) || !family(parameter).equals(family) || argument.equals(Coercions.UNKNOWN)) {
          continue;
        }
        QualifiedName base = coercions.base(argument);
        Optional<QualifiedName> element = element(variant(parameter), argument, base);
        if (element.isEmpty()) {
          return Optional.empty();
        }
        Optional<QualifiedName> own = range(variant(parameter), base);
        if (own.isPresent() && range.isPresent() && !own.equals(range)) {
          return Optional.empty();
        }
        if (own.isPresent()) {
          range = own;
        }
        elements.add(SqlType.of(element.get()));
      }
      if (elements.isEmpty()) {
        continue;
      }
      Optional<SqlType> common =
          family.equals("any") ? agreed(elements) : coercions.common(elements);
      if (common.isEmpty()) {
        return Optional.empty();
      }
      bindFamily(bound, family, common.get().name(), range);
    }
    return Optional.of(bound);
  }

  private static Optional<SqlType> agreed(List<SqlType> elements) {
    return elements.stream().allMatch(elements.getFirst()::equals) ? Optional.of(elements.getFirst()) : Optional.empty();
  }

  private Optional<QualifiedName> element(String variant, QualifiedName argument, QualifiedName base) {
    Optional<TypeInfo> info = catalog.type(base);
    return switch (variant) {
      case "element" -> Optional.of(argument);
      case "" -> Optional.of(argument);
      case "array" -> coercions.isArray(base) ? Optional.of(coercions.element(base)) : Optional.empty();
      case "nonarray" -> coercions.isArray(base) ? Optional.empty() : Optional.of(argument);
      case "enum" -> coercions.kind(argument) == TypeInfo.Kind.ENUM ? Optional.of(argument) : Optional.empty();
      case "range" -> info.filter(type -> type.kind() == TypeInfo.Kind.RANGE).flatMap(TypeInfo::element);
      case "multirange" -> range(variant, base).flatMap(catalog::type).flatMap(TypeInfo::element);
      default -> Optional.empty();
    };
  }

  /** The range that an argument is of, where its parameter is a range or a multirange: several of one element can exist. */
  private Optional<QualifiedName> range(String variant, QualifiedName base) {
    return switch (variant) {
      case "range" -> Optional.of(base);
      case "multirange" ->
          catalog.type(base).filter(type -> type.kind() == TypeInfo.Kind.MULTIRANGE).flatMap(TypeInfo::element);
      default -> Optional.empty();
    };
  }

  private void bindFamily(
      Map<QualifiedName, QualifiedName> bound, String family, QualifiedName element, Optional<QualifiedName> range) {
    for (String variant : List.of("", "element", "nonarray", "enum")) {
      bound.put(QualifiedName.builtin(family + variant), element);
    }
    coercions.arrayOf(element).ifPresent(array -> bound.put(QualifiedName.builtin(family + "array"), array));
    range.ifPresent(type -> bound.put(QualifiedName.builtin(family + "range"), type));
    range.flatMap(catalog::multirange).ifPresent(type -> bound.put(QualifiedName.builtin(family + "multirange"), type));
  }

  /** A type of the signature with its meaning in this call; a polymorphic one without meaning stays as it is. */
  static QualifiedName substitute(QualifiedName type, Map<QualifiedName, QualifiedName> bound) {
    return isPolymorphic(type) ? bound.getOrDefault(type, type) : type;
  }

  private static String family(QualifiedName type) {
    return type.name().value().startsWith("anycompatible") ? "anycompatible" : "any";
  }

  private static String variant(QualifiedName type) {
    return type.name().value().substring(family(type).length());
  }
}
