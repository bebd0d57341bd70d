package dev.deltamill.ir.name;

import java.util.Comparator;

/** A schema and a name within it, as PostgreSQL's catalog holds them. */
public record QualifiedName(Identifier schema, Identifier name) implements Comparable<QualifiedName> {
  private static final Comparator<QualifiedName> ORDER =
      Comparator.comparing(QualifiedName::schema).thenComparing(QualifiedName::name);

  public static QualifiedName of(String schema, String name) {
    return new QualifiedName(new Identifier(schema), new Identifier(name));
  }

  /** A name in {@code pg_catalog}. */
  public static QualifiedName builtin(String name) {
    return of("pg_catalog", name);
  }

  public boolean isBuiltin() {
    return schema.value().equals("pg_catalog");
  }

  /** The name as SQL text, always with its schema. */
  public String sql() {
    return schema.sql() + "." + name.sql();
  }

  @Override
  public int compareTo(QualifiedName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return sql();
  }
}
