package dev.deltamill.compiler.typing;

import static java.util.stream.Collectors.groupingBy;

import dev.deltamill.ir.catalog.CastInfo;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.CollationInfo;
import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.catalog.OperatorInfo;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalog snapshot by name, with PostgreSQL's search path. Built once, then only read. */
public final class CatalogIndex {
  private final CatalogSnapshot snapshot;
  private final List<Identifier> searchPath;
  private final Map<QualifiedName, TypeInfo> types;
  private final Map<QualifiedName, QualifiedName> multiranges;
  private final Map<QualifiedName, TableInfo> relations;
  private final Map<Identifier, List<FunctionInfo>> functions;
  private final Map<Identifier, List<OperatorInfo>> operators;
  private final Map<CastKey, CastInfo> casts;
  private final Map<QualifiedName, CollationInfo> collations;

  private record CastKey(QualifiedName source, QualifiedName target) {}

  public CatalogIndex(CatalogSnapshot snapshot) {
    this.snapshot = snapshot;
    searchPath = snapshot.searchPath();
    types = new HashMap<>();
    multiranges = new HashMap<>();
    relations = new HashMap<>();
    casts = new HashMap<>();
    collations = new HashMap<>();
    snapshot.types().forEach(type -> types.put(type.name(), type));
    snapshot.types().stream()
        .filter(type -> type.kind() == TypeInfo.Kind.MULTIRANGE)
        .forEach(type -> type.element().ifPresent(range -> multiranges.put(range, type.name())));
    snapshot.relations().forEach(relation -> relations.put(relation.name(), relation));
    functions = snapshot.functions().stream().collect(groupingBy(function -> function.name().name()));
    operators = snapshot.operators().stream().collect(groupingBy(operator -> operator.name().name()));
    snapshot.collations().forEach(collation -> collations.put(collation.name(), collation));
    snapshot.casts().forEach(cast -> casts.put(new CastKey(cast.source(), cast.target()), cast));
  }

  private CatalogIndex(CatalogIndex other, List<Identifier> searchPath) {
    this.snapshot = other.snapshot;
    this.searchPath = List.copyOf(searchPath);
    this.types = other.types;
    this.multiranges = other.multiranges;
    this.relations = other.relations;
    this.functions = other.functions;
    this.operators = other.operators;
    this.casts = other.casts;
    this.collations = other.collations;
  }

  /** The same catalog as another search path shows it. */
  public CatalogIndex withSearchPath(List<Identifier> path) {
    return new CatalogIndex(this, path);
  }

  public CatalogSnapshot snapshot() {
    return snapshot;
  }

  /** Schemas in which an unqualified name is looked up; {@code pg_catalog} comes first unless the path names it. */
  public List<Identifier> searchPath() {
    return searchPath;
  }

  public Optional<TypeInfo> type(QualifiedName name) {
    return Optional.ofNullable(types.get(name));
  }

  /** The multirange type over a range type. */
  Optional<QualifiedName> multirange(QualifiedName range) {
    return Optional.ofNullable(multiranges.get(range));
  }

  public Optional<TableInfo> relation(QualifiedName name) {
    return Optional.ofNullable(relations.get(name));
  }

  public Optional<CastInfo> cast(QualifiedName source, QualifiedName target) {
    return Optional.ofNullable(casts.get(new CastKey(source, target)));
  }

  /** Functions of that name, visible ones if no schema is given; a signature hidden by an earlier schema is left out. */
  public List<FunctionInfo> functions(Optional<Identifier> schema, Identifier name) {
    List<FunctionInfo> named = functions.getOrDefault(name, List.of());
    return named.stream()
        .filter(function -> isVisible(schema, function.name()))
        .filter(
            function ->
                schema.isPresent()
                    || named.stream()
                        .noneMatch(
                            other ->
                                other.arguments().equals(function.arguments())
                                    && pathIndex(other.name().schema()) < pathIndex(function.name().schema())))
        .toList();
  }

  /** Operators of that symbol, visible ones if no schema is given. */
  public List<OperatorInfo> operators(Optional<Identifier> schema, String symbol, boolean prefix) {
    return operators.getOrDefault(new Identifier(symbol), List.of()).stream()
        .filter(operator -> operator.left().isEmpty() == prefix && isVisible(schema, operator.name()))
        .toList();
  }

  /** The first schema of the search path in which the name is a type. */
  public Optional<QualifiedName> findType(Optional<Identifier> schema, Identifier name) {
    return find(schema, name, types);
  }

  /** The first schema of the search path in which the name is a relation. */
  public Optional<QualifiedName> findRelation(Optional<Identifier> schema, Identifier name) {
    return find(schema, name, relations);
  }

  /** The first schema of the search path in which the name is a collation; one that the snapshot does not hold is of {@code pg_catalog}. */
  public QualifiedName findCollation(Optional<Identifier> schema, Identifier name) {
    return find(schema, name, collations)
        .orElseGet(() -> new QualifiedName(schema.orElse(new Identifier("pg_catalog")), name));
  }

  private Optional<QualifiedName> find(Optional<Identifier> schema, Identifier name, Map<QualifiedName, ?> map) {
    List<Identifier> schemas = schema.isPresent() ? List.of(schema.get()) : searchPath();
    return schemas.stream().map(s -> new QualifiedName(s, name)).filter(map::containsKey).findFirst();
  }

  private boolean isVisible(Optional<Identifier> schema, QualifiedName name) {
    return schema.isPresent() ? schema.get().equals(name.schema()) : searchPath().contains(name.schema());
  }

  private int pathIndex(Identifier schema) {
    int index = searchPath().indexOf(schema);
    return index < 0 ? Integer.MAX_VALUE : index;
  }
}
