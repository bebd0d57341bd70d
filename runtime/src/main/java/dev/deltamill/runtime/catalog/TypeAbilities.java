package dev.deltamill.runtime.catalog;

import static java.util.stream.Collectors.toMap;

import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.runtime.catalog.Types.PgType;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which types can be compared, hashed and sent, as PostgreSQL's type cache decides it (utils/cache/typcache.c,
 * {@code GetDefaultOpClass} in commands/indexcmds.c): by a default operator class for the type itself, else for the one
 * type it is binary coercible to; and where that class serves all arrays, composites or ranges, only if the parts can.
 */
final class TypeAbilities {
  private record BinaryCast(long source, long target) {}

  private final Map<Long, PgType> byOid;
  private final Attributes attributes;
  /** The operator classes of a method: the type that each is for, and its equality. */
  private final Map<Long, QualifiedName> btree;
  private final Map<Long, QualifiedName> hash;
  private final Set<BinaryCast> binaryCasts;

  private TypeAbilities(
      Map<Long, PgType> byOid,
      Attributes attributes,
      Map<Long, QualifiedName> btree,
      Map<Long, QualifiedName> hash,
      Set<BinaryCast> binaryCasts) {
    this.byOid = byOid;
    this.attributes = attributes;
    this.btree = btree;
    this.hash = hash;
    this.binaryCasts = binaryCasts;
  }

  static TypeAbilities read(CatalogQueries queries, Map<Long, PgType> byOid, Attributes attributes)
      throws SQLException {
    record OperatorClass(String method, long input, QualifiedName equality) {}

    List<OperatorClass> classes =
        queries.rows(
            "operator_classes",
            row -> new OperatorClass(row.text("amname"), row.oid("opcintype"), row.name("nspname", "oprname")));
    return new TypeAbilities(
        byOid,
        attributes,
        classes.stream().filter(c -> c.method().equals("btree")).collect(toMap(OperatorClass::input, OperatorClass::equality)),
        classes.stream().filter(c -> c.method().equals("hash")).collect(toMap(OperatorClass::input, OperatorClass::equality)),
        new HashSet<>(
            queries.rows("binary_casts", row -> new BinaryCast(row.oid("castsource"), row.oid("casttarget")))));
  }

  Optional<QualifiedName> equality(long oid) {
    PgType type = base(oid);
    PgType ordered = defaultClass(type, btree.keySet());
    PgType served = ordered != null ? ordered : defaultClass(type, hash.keySet());
    if (served == null) {
      return Optional.empty();
    }
    boolean complete =
        switch (family(served)) {
          case "anyarray" -> type.element() == 0 || equality(type.element()).isPresent();
          case "record" -> type.kind() != TypeInfo.Kind.COMPOSITE || parts(type, part -> equality(part).isPresent());
          // A range cannot be made over a type without order.
          default -> true;
        };
    return complete ? Optional.ofNullable((ordered != null ? btree : hash).get(served.oid())) : Optional.empty();
  }

  boolean hashable(long oid) {
    PgType type = base(oid);
    PgType served = defaultClass(type, hash.keySet());
    return served != null
        && switch (family(served)) {
          case "anyarray", "anyrange", "anymultirange" -> type.element() == 0 || hashable(type.element());
          // Of an anonymous record PostgreSQL expects equality but not hashing.
          case "record" -> type.kind() == TypeInfo.Kind.COMPOSITE && parts(type, this::hashable);
          default -> true;
        };
  }

  boolean sendable(long oid) {
    PgType type = base(oid);
    return type.sendable()
        && switch (type.kind()) {
          case COMPOSITE -> parts(type, this::sendable);
          case RANGE, MULTIRANGE -> sendable(type.element());
          case BASE -> !type.isArray() || sendable(type.element());
          case DOMAIN, ENUM, PSEUDO -> true;
        };
  }

  private boolean parts(PgType composite, LongPredicate ability) {
    return composite.held()
        && attributes.of(composite.relation()).stream().map(Attributes.Attribute::type).allMatch(ability::test);
  }

  private PgType base(long oid) {
    PgType type = Types.type(byOid, oid);
    return type.kind() == TypeInfo.Kind.DOMAIN ? base(type.base()) : type;
  }

  private static String family(PgType served) {
    return served.name().isBuiltin() ? served.name().name().value() : "";
  }

  /** The type whose default operator class serves this one. */
  private @Nullable PgType defaultClass(PgType type, Set<Long> classes) {
    if (classes.contains(type.oid())) {
      return type;
    }
    List<PgType> coercible =
        classes.stream()
            .map(target -> Types.type(byOid, target))
            .filter(target -> isBinaryCoercible(type, target))
            .toList();
    List<PgType> preferred =
        coercible.stream().filter(target -> target.preferred() && target.category() == type.category()).toList();
    List<PgType> candidates = preferred.isEmpty() ? coercible : preferred;
    return candidates.size() == 1 ? candidates.get(0) : null;
  }

  private boolean isBinaryCoercible(PgType type, PgType target) {
    return binaryCasts.contains(new BinaryCast(type.oid(), target.oid()))
        || switch (family(target)) {
          case "anyarray" -> type.isArray();
          case "anynonarray" -> !type.isArray();
          case "anyenum" -> type.kind() == TypeInfo.Kind.ENUM;
          case "anyrange" -> type.kind() == TypeInfo.Kind.RANGE;
          case "anymultirange" -> type.kind() == TypeInfo.Kind.MULTIRANGE;
          case "record" -> type.kind() == TypeInfo.Kind.COMPOSITE;
          case "any", "anyelement" -> true;
          default -> false;
        };
  }
}
