package dev.deltamill.ir.catalog;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;

/**
 * A row of {@code pg_type}.
 *
 * @param category {@code typcategory}
 * @param preferred {@code typispreferred}
 * @param element element type where this is a true array ({@code typsubscript} is {@code array_subscript_handler}) or a
 *     fixed-length array-like type; for ranges the subtype, for multiranges the range
 * @param array the array type over this one
 * @param baseType what a domain is over, with the domain's modifier
 * @param labels of an enum, in sort order
 * @param attributes of a composite, in order
 * @param equality the operator by which GROUP BY and DISTINCT compare values of the type: that of its default btree operator class,
 *     else of its default hash operator class; empty where there is neither, also for a part of an array, a domain or a composite
 * @param hashable whether a default hash operator class exists; for arrays, domains, composites and ranges also for their
 *     parts
 * @param sendable whether the type and all its parts have a binary send function ({@code typsend})
 * @param collatable whether {@code typcollation} is set
 * @param input volatility of {@code typinput}: of the conversion from text that every type has without a row in
 *     {@code pg_cast}
 * @param output volatility of {@code typoutput}: of the conversion to text
 */
public record TypeInfo(
    QualifiedName name,
    Kind kind,
    char category,
    boolean preferred,
    Optional<QualifiedName> element,
    Optional<QualifiedName> array,
    Optional<SqlType> baseType,
    List<String> labels,
    List<Attribute> attributes,
    Optional<QualifiedName> equality,
    boolean hashable,
    boolean sendable,
    boolean collatable,
    Volatility input,
    Volatility output) {
  public TypeInfo {
    labels = List.copyOf(labels);
    attributes = List.copyOf(attributes);
  }

  /** {@code typtype}. */
  public enum Kind {
    BASE,
    COMPOSITE,
    DOMAIN,
    ENUM,
    PSEUDO,
    RANGE,
    MULTIRANGE
  }

  public record Attribute(Identifier name, SqlType type) {}
}
