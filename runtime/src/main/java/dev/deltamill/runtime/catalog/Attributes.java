package dev.deltamill.runtime.catalog;

import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The columns of relations and composites, by the relation's oid and their number. */
final class Attributes {
  /** A live column. */
  record Attribute(int number, long type, TableInfo.Column column) {}

  private final Map<Long, List<Attribute>> byRelation = new TreeMap<>();

  private Attributes() {}

  static Attributes read(CatalogQueries queries) throws SQLException {
    Attributes attributes = new Attributes();
    queries.rows(
        "columns",
        row ->
            attributes
                .byRelation
                .computeIfAbsent(row.oid("attrelid"), _ -> new ArrayList<>())
                .add(new Attribute(row.number("attnum"), row.oid("atttypid"), column(row))));
    return attributes;
  }

  private static TableInfo.Column column(CatalogQueries.Row row) throws SQLException {
    Optional<QualifiedName> collation =
        row.optionalText("collname").isPresent()
            ? Optional.of(row.name("collation_schema", "collname"))
            : Optional.empty();
    return new TableInfo.Column(
        row.identifier("attname"),
        new SqlType(row.name("type_schema", "typname"), row.number("atttypmod")),
        row.flag("not_null"),
        collation,
        row.flag("generated"),
        row.flag("virtual"),
        row.flag("identity"));
  }

  List<Attribute> of(long relation) {
    return byRelation.getOrDefault(relation, List.of());
  }

  List<TableInfo.Column> columns(long relation) {
    return of(relation).stream().map(Attribute::column).toList();
  }

  List<Identifier> names(long relation, List<Integer> numbers) {
    return numbers.stream().map(number -> name(relation, number)).toList();
  }

  private Identifier name(long relation, int number) {
    return of(relation).stream()
        .filter(attribute -> attribute.number() == number)
        .map(attribute -> attribute.column().name())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("relation " + relation + " has no column " + number));
  }
}
