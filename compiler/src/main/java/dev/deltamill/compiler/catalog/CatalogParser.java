package dev.deltamill.compiler.catalog;

import dev.deltamill.ir.catalog.CastInfo;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.CollationInfo;
import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.catalog.OperatorInfo;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.type.SqlType;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads a catalog file; {@link CatalogWriter} is its mirror image. */
final class CatalogParser {
  private static final JsonFactory JSON = new JsonFactory();

  CatalogSnapshot parse(String json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw JsonObject.damaged(1, "this is no catalog file: it does not begin with {");
      }
      JsonObject file = JsonObject.read(parser);
      if (parser.nextToken() != null) {
        throw JsonObject.damaged(parser.currentTokenLocation().getLineNr(), "text follows the end of the catalog");
      }
      return snapshot(file);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      // Jackson adds where it read from, which is our string and not the user's file.
      String what = e.getOriginalMessage().replaceFirst("(?s) *\\(?(start marker at)? *\\[Source.*", "");
      throw JsonObject.damaged(line, "this is not JSON: " + what);
    }
  }

  private static CatalogSnapshot snapshot(JsonObject file) {
    int line = file.line("format");
    int format = file.number("format");
    if (format > CatalogJson.FORMAT) {
      throw new CatalogFormatException(
          line,
          "the file has format " + format + ", this version reads up to " + CatalogJson.FORMAT,
          "Use the version of Deltamill that wrote it, or take a new snapshot with this one's `deltamill catalog`.");
    }
    if (format < 1) {
      throw JsonObject.damaged(line, "there is no format " + format);
    }
    if (format < CatalogJson.OLDEST) {
      throw new CatalogFormatException(
          line,
          "the file has format " + format + ", which does not hold all that this version asks",
          "Take a new snapshot with `deltamill catalog`.");
    }
    CatalogSnapshot snapshot =
        new CatalogSnapshot(
            file.number("serverMajor"),
            file.require("searchPath").identifiers("searchPath"),
            file.require("relations").objects("relations", CatalogParser::relation),
            file.require("types").objects("types", CatalogParser::type),
            file.require("functions").objects("functions", CatalogParser::function),
            file.require("operators").objects("operators", CatalogParser::operator),
            file.require("casts").objects("casts", CatalogParser::cast),
            file.require("collations").objects("collations", CatalogParser::collation));
    file.end("catalog");
    return snapshot;
  }

  private static TableInfo relation(JsonObject table) {
    return new TableInfo(
        table.name("name"),
        table.constant("kind", TableInfo.Kind.class),
        table.constant("persistence", TableInfo.Persistence.class),
        table.objects("columns", CatalogParser::column),
        table.identifiers("primaryKey"),
        table.objects("uniqueKeys", CatalogParser::uniqueKey),
        table.objects("foreignKeys", CatalogParser::foreignKey),
        table.objects("indexes", CatalogParser::index),
        table.optionalName("partitionOf"),
        table.names("children"),
        table.flag("rowSecurity"),
        table.optionalText("viewDefinition"));
  }

  private static TableInfo.Column column(JsonObject column) {
    return new TableInfo.Column(
        column.identifier("name"),
        column.type(),
        column.flag("notNull"),
        column.optionalName("collation"),
        column.flag("generated"),
        column.flag("virtual"),
        column.flag("identity"));
  }

  private static TableInfo.UniqueKey uniqueKey(JsonObject key) {
    return new TableInfo.UniqueKey(key.identifier("name"), key.identifiers("columns"), key.flag("nullsNotDistinct"));
  }

  private static TableInfo.ForeignKey foreignKey(JsonObject key) {
    return new TableInfo.ForeignKey(
        key.identifier("name"), key.identifiers("columns"), key.name("target"), key.identifiers("targetColumns"));
  }

  private static TableInfo.Index index(JsonObject index) {
    return new TableInfo.Index(
        index.identifier("name"),
        index.text("method"),
        index.identifiers("columns"),
        index.flag("unique"),
        index.flag("partial"),
        index.text("definition"));
  }

  private static TypeInfo type(JsonObject type) {
    int line = type.line("category");
    return new TypeInfo(
        type.name("name"),
        type.constant("kind", TypeInfo.Kind.class),
        letter(type.text("category"), line),
        type.flag("preferred"),
        type.optionalName("element"),
        type.optionalName("array"),
        baseType(type),
        type.texts("labels"),
        type.objects("attributes", CatalogParser::attribute),
        type.optionalName("equality"),
        type.flag("hashable"),
        type.flag("sendable"),
        type.flag("collatable"),
        type.constant("input", Volatility.class),
        type.constant("output", Volatility.class));
  }

  private static char letter(String text, int line) {
    if (text.length() != 1) {
      throw JsonObject.damaged(line, "\"category\" needs one letter");
    }
    return text.charAt(0);
  }

  private static Optional<SqlType> baseType(JsonObject type) {
    // The modifier stays behind as an unknown key where there is no base type.
    return type.optionalName("baseType").map(name -> new SqlType(name, type.optionalNumber("baseModifier").orElse(-1)));
  }

  private static TypeInfo.Attribute attribute(JsonObject attribute) {
    return new TypeInfo.Attribute(attribute.identifier("name"), attribute.type());
  }

  private static FunctionInfo function(JsonObject function) {
    return new FunctionInfo(
        function.name("name"),
        function.constant("kind", FunctionInfo.Kind.class),
        function.names("arguments"),
        function.optionalNumber("defaults").orElse(0),
        function.optionalName("variadic"),
        function.texts("argumentNames"),
        function.name("result"),
        function.flag("returnsSet"),
        function.flag("strict"),
        function.constant("volatility", Volatility.class),
        function.objects("outputs", CatalogParser::output),
        function.optionalNumber("directArguments").map(OptionalInt::of).orElse(OptionalInt.empty()));
  }

  private static FunctionInfo.Output output(JsonObject output) {
    return new FunctionInfo.Output(output.text("name"), output.name("type"));
  }

  private static OperatorInfo operator(JsonObject operator) {
    return new OperatorInfo(
        operator.name("name"),
        operator.optionalName("left"),
        operator.name("right"),
        operator.name("result"),
        operator.name("function"),
        operator.constant("volatility", Volatility.class));
  }

  private static CollationInfo collation(JsonObject collation) {
    return new CollationInfo(collation.name("name"), collation.flag("deterministic"));
  }

  private static CastInfo cast(JsonObject cast) {
    return new CastInfo(
        cast.name("source"),
        cast.name("target"),
        cast.constant("context", CastInfo.Context.class),
        cast.constant("volatility", Volatility.class));
  }
}
