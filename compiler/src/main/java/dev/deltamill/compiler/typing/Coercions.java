package dev.deltamill.compiler.typing;

import dev.deltamill.ir.catalog.CastInfo;
import dev.deltamill.ir.catalog.CastInfo.Context;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;

/** Which types become which, and the common type of several (manual, 10.5; {@code parse_coerce.c}). */
final class Coercions {
  static final QualifiedName UNKNOWN = SqlType.UNKNOWN.name();
  static final QualifiedName TEXT = SqlType.TEXT.name();
  static final QualifiedName ANY = QualifiedName.builtin("any");
  static final QualifiedName RECORD = QualifiedName.builtin("record");

  private final CatalogIndex catalog;

  Coercions(CatalogIndex catalog) {
    this.catalog = catalog;
  }

  /** What lies under a domain, or the type itself. */
  QualifiedName base(QualifiedName type) {
    return base(SqlType.of(type)).name();
  }

  /** What lies under a domain, with the domain's modifier, or the type itself. */
  SqlType base(SqlType type) {
    Optional<SqlType> under = catalog.type(type.name()).flatMap(TypeInfo::baseType);
    return under.isPresent() ? base(under.get()) : type;
  }

  char category(QualifiedName type) {
    return catalog.type(type).map(TypeInfo::category).orElse('X');
  }

  boolean isPreferred(QualifiedName type) {
    return catalog.type(type).map(TypeInfo::preferred).orElse(false);
  }

  /** Whether PostgreSQL converts without being asked. */
  boolean implicit(QualifiedName source, QualifiedName target) {
    return source.equals(target)
        || source.equals(UNKNOWN)
        || target.equals(ANY)
        || conversion(source, target, Context.IMPLICIT).isPresent()
        || source.equals(RECORD) && kind(target) == TypeInfo.Kind.COMPOSITE
        || kind(source) == TypeInfo.Kind.COMPOSITE && target.equals(RECORD);
  }

  /**
   * How volatile the conversion is, or empty where there is none in that context.
   *
   * <p>Follows {@code find_coercion_pathway}: a cast of {@code pg_cast}; else, for two arrays, that of their elements; else
   * text in or out.
   */
  Optional<Volatility> conversion(QualifiedName declaredSource, QualifiedName declaredTarget, Context context) {
    QualifiedName source = base(declaredSource);
    QualifiedName target = base(declaredTarget);
    if (source.equals(target)) {
      return Optional.of(Volatility.IMMUTABLE);
    }
    Optional<CastInfo> cast = catalog.cast(source, target);
    if (cast.isPresent()) {
      return cast.filter(c -> c.context().compareTo(context) >= 0).map(CastInfo::volatility);
    }
    if (isArray(source) && isArray(target)) {
      return conversion(element(source), element(target), context);
    }
    boolean throughText =
        context == Context.EXPLICIT && (category(source) == 'S' || category(target) == 'S')
            || context == Context.ASSIGNMENT && category(target) == 'S';
    return throughText ? Optional.of(output(source).worse(input(target))) : Optional.empty();
  }

  Volatility input(QualifiedName type) {
    return catalog.type(base(type)).map(TypeInfo::input).orElse(Volatility.IMMUTABLE);
  }

  Volatility output(QualifiedName type) {
    return catalog.type(base(type)).map(TypeInfo::output).orElse(Volatility.IMMUTABLE);
  }

  boolean isArray(QualifiedName type) {
    return catalog.type(type).filter(info -> info.category() == 'A' && info.element().isPresent()).isPresent();
  }

  QualifiedName element(QualifiedName array) {
    return catalog.type(array).flatMap(TypeInfo::element).orElse(UNKNOWN);
  }

  Optional<QualifiedName> arrayOf(QualifiedName element) {
    return catalog.type(element).flatMap(TypeInfo::array);
  }

  TypeInfo.Kind kind(QualifiedName type) {
    return catalog.type(type).map(TypeInfo::kind).orElse(TypeInfo.Kind.BASE);
  }

  /**
   * The type that CASE, UNION, VALUES, ARRAY and the like give their parts ({@code select_common_type}); empty where two of
   * them do not go together. The modifier is kept where all agree.
   */
  Optional<SqlType> common(List<SqlType> types) {
    SqlType first = types.getFirst();
    if (!first.name().equals(UNKNOWN) && types.stream().allMatch(type -> type.name().equals(first.name()))) {
      boolean sameModifier = types.stream().allMatch(type -> type.modifier() == first.modifier());
      return Optional.of(sameModifier ? first : SqlType.of(first.name()));
    }
    QualifiedName chosen = base(first.name());
    for (SqlType type : types.subList(1, types.size())) {
      QualifiedName next = base(type.name());
      if (next.equals(UNKNOWN) || next.equals(chosen)) {
        continue;
      }
      if (chosen.equals(UNKNOWN)) {
        chosen = next;
      } else if (category(chosen) != category(next)) {
        return Optional.empty();
      } else if (!isPreferred(chosen) && implicit(chosen, next) && !implicit(next, chosen)) {
        chosen = next;
      }
    }
    QualifiedName common = chosen.equals(UNKNOWN) ? TEXT : chosen;
    if (!types.stream().allMatch(type -> implicit(type.name(), common))) {
      return Optional.empty();
    }
    return Optional.of(commonModifier(types, common));
  }

  private static SqlType commonModifier(List<SqlType> types, QualifiedName common) {
    int modifier = types.getFirst().modifier();
    boolean agreed = types.stream().allMatch(type -> type.name().equals(common) && type.modifier() == modifier);
    return agreed ? new SqlType(common, modifier) : SqlType.of(common);
  }
}
