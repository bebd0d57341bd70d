package dev.deltamill.runtime.catalog;

import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import dev.deltamill.runtime.catalog.CatalogQueries.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of a database by oid. */
final class Types {
  /** A row of {@code pg_type}; references to other types are oids, 0 for none. */
  record PgType(
      long oid,
      QualifiedName name,
      TypeInfo.Kind kind,
      char category,
      boolean preferred,
      long element,
      boolean isArray,
      long array,
      long base,
      int baseModifier,
      long relation,
      boolean sendable,
      boolean collatable,
      Volatility input,
      Volatility output,
      boolean held) {}

  private final Map<Long, PgType> byOid;
  private final Map<Long, List<String>> labels;
  private final Attributes attributes;
  private final TypeAbilities abilities;

  private Types(
      Map<Long, PgType> byOid, Map<Long, List<String>> labels, Attributes attributes, TypeAbilities abilities) {
    this.byOid = byOid;
    this.labels = labels;
    this.attributes = attributes;
    this.abilities = abilities;
  }

  static Types read(CatalogQueries queries, Attributes attributes) throws SQLException {
    Map<Long, PgType> byOid = new HashMap<>();
    for (PgType type : queries.rows("types", Types::type)) {
      byOid.put(type.oid(), type);
    }
    Map<Long, List<String>> labels = new HashMap<>();
    queries.rows(
        "labels",
        row -> labels.computeIfAbsent(row.oid("enumtypid"), _ -> new ArrayList<>()).add(row.text("enumlabel")));
    return new Types(byOid, labels, attributes, TypeAbilities.read(queries, byOid, attributes));
  }

  private static PgType type(Row row) throws SQLException {
    return new PgType(
        row.oid("oid"),
        row.name("nspname", "typname"),
        kind(row.letter("typtype")),
        row.letter("typcategory"),
        row.flag("typispreferred"),
        row.oid("element"),
        row.flag("is_array"),
        row.oid("typarray"),
        row.oid("typbasetype"),
        row.number("typtypmod"),
        row.oid("typrelid"),
        row.flag("sendable"),
        row.flag("collatable"),
        Routines.volatility(row.letter("input")),
        Routines.volatility(row.letter("output")),
        row.flag("held"));
  }

  private static TypeInfo.Kind kind(char typtype) throws SQLException {
    return switch (typtype) {
      case 'b' -> TypeInfo.Kind.BASE;
      case 'c' -> TypeInfo.Kind.COMPOSITE;
      case 'd' -> TypeInfo.Kind.DOMAIN;
      case 'e' -> TypeInfo.Kind.ENUM;
      case 'p' -> TypeInfo.Kind.PSEUDO;
      case 'r' -> TypeInfo.Kind.RANGE;
      case 'm' -> TypeInfo.Kind.MULTIRANGE;
      default -> throw new SQLException("unknown typtype " + typtype);
    };
  }

  List<TypeInfo> infos() {
    return byOid.values().stream().filter(this::isHeld).map(this::info).toList();
  }

  /** Whether a type is part of the snapshot. */
  boolean isHeld(long oid) {
    PgType type = byOid.get(oid);
    return type != null && isHeld(type);
  }

  private boolean isHeld(PgType type) {
    return type.held() && !(type.isArray() && !isHeld(type.element()));
  }

  /** The name of a type; empty for oid 0. */
  Optional<QualifiedName> name(long oid) {
    return Optional.ofNullable(byOid.get(oid)).map(PgType::name);
  }

  QualifiedName require(long oid) {
    return type(byOid, oid).name();
  }

  static PgType type(Map<Long, PgType> byOid, long oid) {
    PgType type = byOid.get(oid);
    if (type == null) {
      throw new IllegalStateException("the catalog names a type that it does not hold: " + oid);
    }
    return type;
  }

  Volatility input(long oid) {
    return type(byOid, oid).input();
  }

  Volatility output(long oid) {
    return type(byOid, oid).output();
  }

  private TypeInfo info(PgType type) {
    return new TypeInfo(
        type.name(),
        type.kind(),
        type.category(),
        type.preferred(),
        name(type.element()),
        name(type.array()),
        name(type.base()).map(base -> new SqlType(base, type.baseModifier())),
        labels.getOrDefault(type.oid(), List.of()),
        attributes.columns(type.relation()).stream()
            .map(column -> new TypeInfo.Attribute(column.name(), column.type()))
            .toList(),
        abilities.equality(type.oid()),
        abilities.hashable(type.oid()),
        abilities.sendable(type.oid()),
        type.collatable(),
        type.input(),
        type.output());
  }
}
