package dev.deltamill.compiler.catalog;

import dev.deltamill.ir.catalog.CastInfo;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.CollationInfo;
import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.catalog.OperatorInfo;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes a catalog file; {@link CatalogParser} is its mirror image. */
final class CatalogWriter {
  String write(CatalogSnapshot snapshot) {
    return "{\n"
        + "\"format\":" + CatalogJson.FORMAT + ",\n"
        + "\"serverMajor\":" + snapshot.serverMajor() + ",\n"
        + "\"searchPath\":[" + join(snapshot.searchPath(), schema -> quote(schema.value())) + "],\n"
        + lines("relations", snapshot.relations(), CatalogWriter::relation) + ",\n"
        + lines("types", snapshot.types(), CatalogWriter::type) + ",\n"
        + lines("functions", snapshot.functions(), CatalogWriter::function) + ",\n"
        + lines("operators", snapshot.operators(), CatalogWriter::operator) + ",\n"
        + lines("casts", snapshot.casts(), CatalogWriter::cast) + ",\n"
        + lines("collations", snapshot.collations(), CatalogWriter::collation) + "\n"
        + "}\n";
  }

  private static String relation(TableInfo table) {
    return new Entry()
        .name("name", table.name())
        .constant("kind", table.kind())
        .constant("persistence", table.persistence())
        .lines("columns", table.columns(), CatalogWriter::column)
        .identifiers("primaryKey", table.primaryKey())
        .lines("uniqueKeys", table.uniqueKeys(), CatalogWriter::uniqueKey)
        .lines("foreignKeys", table.foreignKeys(), CatalogWriter::foreignKey)
        .lines("indexes", table.indexes(), CatalogWriter::index)
        .name("partitionOf", table.partitionOf())
        .names("children", table.children())
        .flag("rowSecurity", table.rowSecurity())
        .text("viewDefinition", table.viewDefinition())
        .text();
  }

  private static String column(TableInfo.Column column) {
    return new Entry()
        .identifier("name", column.name())
        .type(column.type())
        .flag("notNull", column.notNull())
        .name("collation", column.collation())
        .flag("generated", column.generated())
        .flag("virtual", column.virtual())
        .flag("identity", column.identity())
        .text();
  }

  private static String uniqueKey(TableInfo.UniqueKey key) {
    return new Entry()
        .identifier("name", key.name())
        .identifiers("columns", key.columns())
        .flag("nullsNotDistinct", key.nullsNotDistinct())
        .text();
  }

  private static String foreignKey(TableInfo.ForeignKey key) {
    return new Entry()
        .identifier("name", key.name())
        .identifiers("columns", key.columns())
        .name("target", key.target())
        .identifiers("targetColumns", key.targetColumns())
        .text();
  }

  private static String index(TableInfo.Index index) {
    return new Entry()
        .identifier("name", index.name())
        .text("method", index.method())
        .identifiers("columns", index.columns())
        .flag("unique", index.unique())
        .flag("partial", index.partial())
        .text("definition", index.definition())
        .text();
  }

  private static String type(TypeInfo type) {
    return new Entry()
        .name("name", type.name())
        .constant("kind", type.kind())
        .text("category", String.valueOf(type.category()))
        .flag("preferred", type.preferred())
        .name("element", type.element())
        .name("array", type.array())
        .name("baseType", type.baseType().map(SqlType::name))
        .number("baseModifier", type.baseType().map(SqlType::modifier).filter(modifier -> modifier != -1))
        .texts("labels", type.labels())
        .lines("attributes", type.attributes(), CatalogWriter::attribute)
        .name("equality", type.equality())
        .flag("hashable", type.hashable())
        .flag("sendable", type.sendable())
        .flag("collatable", type.collatable())
        .constant("input", type.input())
        .constant("output", type.output())
        .text();
  }

  private static String attribute(TypeInfo.Attribute attribute) {
    return new Entry().identifier("name", attribute.name()).type(attribute.type()).text();
  }

  private static String function(FunctionInfo function) {
    return new Entry()
        .name("name", function.name())
        .constant("kind", function.kind())
        .names("arguments", function.arguments())
        .number("defaults", Optional.of(function.defaults()).filter(defaults -> defaults != 0))
        .name("variadic", function.variadic())
        .texts("argumentNames", function.argumentNames())
        .name("result", function.result())
        .flag("returnsSet", function.returnsSet())
        .flag("strict", function.strict())
        .constant("volatility", function.volatility())
        .list("outputs", function.outputs(), CatalogWriter::output)
        .number(
            "directArguments",
            function.directArguments().isPresent()
                ? Optional.of(function.directArguments().getAsInt())
                : Optional.empty())
        .text();
  }

  private static String output(FunctionInfo.Output output) {
    return new Entry().text("name", output.name()).name("type", output.type()).text();
  }

  private static String operator(OperatorInfo operator) {
    return new Entry()
        .name("name", operator.name())
        .name("left", operator.left())
        .name("right", operator.right())
        .name("result", operator.result())
        .name("function", operator.function())
        .constant("volatility", operator.volatility())
        .text();
  }

  private static String collation(CollationInfo collation) {
    return new Entry().name("name", collation.name()).flag("deterministic", collation.deterministic()).text();
  }

  private static String cast(CastInfo cast) {
    return new Entry()
        .name("source", cast.source())
        .name("target", cast.target())
        .constant("context", cast.context())
        .constant("volatility", cast.volatility())
        .text();
  }

  private static <T> String lines(String key, List<T> list, Function<T, String> form) {
    return list.isEmpty()
        ? quote(key) + ":[]"
        : quote(key) + ":[\n" + String.join(",\n", list.stream().map(form).toList()) + "\n]";
  }

  private static <T> String join(List<T> list, Function<T, String> form) {
    return String.join(",", list.stream().map(form).toList());
  }

  private static String quote(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
  }

  /** An object whose keys stand in the order of the calls; what is empty or false is left out. */
  private static final class Entry {
    private final List<String> members = new ArrayList<>();

    Entry text(String key, String value) {
      return raw(key, quote(value));
    }

    Entry text(String key, Optional<String> value) {
      value.ifPresent(present -> text(key, present));
      return this;
    }

    Entry number(String key, Optional<Integer> value) {
      value.ifPresent(present -> raw(key, present.toString()));
      return this;
    }

    Entry flag(String key, boolean value) {
      return value ? raw(key, "true") : this;
    }

    Entry constant(String key, Enum<?> value) {
      return text(key, value.name().toLowerCase(Locale.ROOT));
    }

    Entry identifier(String key, Identifier value) {
      return text(key, value.value());
    }

    Entry name(String key, QualifiedName value) {
      return text(key, JsonNames.write(value));
    }

    Entry name(String key, Optional<QualifiedName> value) {
      value.ifPresent(present -> name(key, present));
      return this;
    }

    Entry type(SqlType type) {
      return name("type", type.name())
          .number("modifier", Optional.of(type.modifier()).filter(modifier -> modifier != -1));
    }

    Entry identifiers(String key, List<Identifier> values) {
      return list(key, values, value -> quote(value.value()));
    }

    Entry names(String key, List<QualifiedName> values) {
      return list(key, values, value -> quote(JsonNames.write(value)));
    }

    Entry texts(String key, List<String> values) {
      return list(key, values, CatalogWriter::quote);
    }

    <T> Entry list(String key, List<T> values, Function<T, String> form) {
      return values.isEmpty() ? this : raw(key, "[" + join(values, form) + "]");
    }

    <T> Entry lines(String key, List<T> values, Function<T, String> form) {
      return values.isEmpty()
          ? this
          : raw(key, "[\n  " + String.join(",\n  ", values.stream().map(form).toList()) + "]");
    }

    private Entry raw(String key, String value) {
      members.add(quote(key) + ":" + value);
      return this;
    }

    String text() {
      return "{" + String.join(",", members) + "}";
    }
  }
}
