package dev.deltamill.codegen.accessor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.type.SqlType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.UUID;

/**
 * A column as Java reads it.
 *
 * @param type of the record's component
 * @param select what the query selects for it
 * @param read takes the value from a {@code ResultSet} called {@code row}
 */
record JavaColumn(TypeName type, String select, CodeBlock read) {
  static JavaColumn of(Field field, int position) {
    String column = new Identifier(field.name()).sql();
    String typname = field.type().name().isBuiltin() ? field.type().name().name().value() : "";
    return switch (typname) {
      case "bool" -> primitive(field, position, column, TypeName.BOOLEAN, "getBoolean");
      case "int2" -> primitive(field, position, column, TypeName.SHORT, "getShort");
      case "int4" -> primitive(field, position, column, TypeName.INT, "getInt");
      case "int8" -> primitive(field, position, column, TypeName.LONG, "getLong");
      case "float4" -> primitive(field, position, column, TypeName.FLOAT, "getFloat");
      case "float8" -> primitive(field, position, column, TypeName.DOUBLE, "getDouble");
      case "numeric" -> getter(ClassName.get(BigDecimal.class), column, position, "getBigDecimal");
      case "text", "varchar", "bpchar", "name" -> getter(ClassName.get(String.class), column, position, "getString");
      case "bytea" -> getter(ArrayTypeName.of(TypeName.BYTE), column, position, "getBytes");
      case "date" -> object(LocalDate.class, column, position);
      case "time" -> object(LocalTime.class, column, position);
      case "timetz" -> object(OffsetTime.class, column, position);
      case "timestamp" -> object(LocalDateTime.class, column, position);
      case "timestamptz" -> object(OffsetDateTime.class, column, position);
      case "uuid" -> object(UUID.class, column, position);
      default ->
          getter(ClassName.get(String.class), column + "::" + SqlType.TEXT.sql(), position, "getString");
    };
  }

  private static JavaColumn primitive(Field field, int position, String select, TypeName type, String getter) {
    return field.nullable()
        ? new JavaColumn(type.box(), select, CodeBlock.of("row.getObject($L, $T.class)", position, type.box()))
        : getter(type, select, position, getter);
  }

  private static JavaColumn object(Class<?> type, String select, int position) {
    return new JavaColumn(ClassName.get(type), select, CodeBlock.of("row.getObject($L, $T.class)", position, type));
  }

  private static JavaColumn getter(TypeName type, String select, int position, String getter) {
    return new JavaColumn(type, select, CodeBlock.of("row.$L($L)", getter, position));
  }
}
