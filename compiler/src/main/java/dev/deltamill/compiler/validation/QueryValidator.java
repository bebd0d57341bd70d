package dev.deltamill.compiler.validation;

import dev.deltamill.compiler.syntax.Comparison;
import dev.deltamill.compiler.syntax.QuerySyntax;
import dev.deltamill.compiler.syntax.QuerySyntax.Occurrence;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/** Calcite's validator and converter with everything switched off that would change what a query means. */
public final class QueryValidator {
  /** Own operators pass as they are; Calcite's few go Calcite's way. */
  private static final SqlRexConvertletTable CONVERTLETS =
      call ->
          call.getOperator() instanceof ConstructOperator || call.getOperator() instanceof TableFunctionOperator
              ? (context, c) ->
                  context
                      .getRexBuilder()
                      .makeCall(
                          context.getValidator().getValidatedNodeType(c),
                          c.getOperator(),
                          c.getOperandList().stream().map(context::convertExpression).toList())
              : StandardConvertletTable.INSTANCE.get(call);

  private final OpaqueTypes types;
  private final CalciteCatalogReader catalog;
  private final SqlValidator validator;

  public QueryValidator(OpaqueTypes types, Map<List<String>, Occurrence> tables) {
    this.types = types;
    CalciteConnectionConfigImpl config =
        new CalciteConnectionConfigImpl(new Properties()).set(CalciteConnectionProperty.CASE_SENSITIVE, "true");
    this.catalog = new CalciteCatalogReader(schema(tables), List.of(), types, config);
    this.validator =
        new Validator(
            catalog,
            types,
            SqlValidator.Config.DEFAULT
                .withConformance(new PostgresConformance())
                .withIdentifierExpansion(true)
                .withTypeCoercionEnabled(false)
                .withCallRewrite(false));
  }

  private static final class Validator extends SqlValidatorImpl {
    Validator(CalciteCatalogReader catalog, OpaqueTypes types, Config config) {
      super(SqlStdOperatorTable.instance(), catalog, types, config);
    }
  }

  private static CalciteSchema schema(Map<List<String>, Occurrence> tables) {
    CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    tables.forEach(
        (path, occurrence) -> {
          CalciteSchema schema = root.getSubSchema(path.getFirst(), true);
          if (schema == null) {
            schema = root.add(path.getFirst(), new AbstractSchema());
          }
          schema.add(path.getLast(), new SourceTable(occurrence.source().fields()));
        });
    return root;
  }

  private static final class SourceTable extends AbstractTable {
    private final List<Field> fields;

    SourceTable(List<Field> fields) {
      this.fields = fields;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
      RelDataTypeFactory.Builder builder = factory.builder();
      fields.forEach(field -> builder.add(field.name(), ((OpaqueTypes) factory).of(field.type())));
      return builder.build();
    }
  }

  /** Resolves every name; throws Calcite's exceptions for what cannot be. */
  public SqlNode validate(SqlNode query) {
    return validator.validate(query);
  }

  /** The columns that an already validated query or FROM item gives. */
  public RelDataType rowType(SqlNode validated) {
    return validator.getValidatedNodeType(validated);
  }

  /** The types of what a comparison compares, in order; empty where a part of the query is wrong. */
  public List<SqlType> types(Comparison comparison) {
    List<SqlType> compared = new ArrayList<>();
    if (!comparison.groups()) {
      rowType(comparison.query()).getFieldList().forEach(field -> compared.add(OpaqueTypes.toSqlType(field.getType())));
      return compared;
    }
    SqlNodeList keys = ((SqlSelect) comparison.query()).getGroup();
    for (SqlNode key : keys == null ? List.<SqlNode>of() : keys(keys)) {
      RelDataType type = validator.getValidatedNodeTypeIfKnown(key);
      if (type == null) {
        return List.of();
      }
      compared.add(OpaqueTypes.toSqlType(type));
    }
    return compared;
  }

  /** The keys of GROUP BY, those inside GROUPING SETS and the like each for itself. */
  private static List<SqlNode> keys(List<SqlNode> items) {
    List<SqlNode> keys = new ArrayList<>();
    for (SqlNode item : items) {
      switch (item.getKind()) {
        case GROUPING_SETS, GROUP_BY_DISTINCT, ROW -> keys.addAll(keys(((SqlCall) item).getOperandList()));
        default -> keys.add(item);
      }
    }
    return keys;
  }

  /** The relational form of a validated query. */
  public RelNode convert(SqlNode validated) {
    SqlToRelConverter.Config config =
        SqlToRelConverter.config()
            .withExpand(false)
            .withTrimUnusedFields(false)
            .withInSubQueryThreshold(Integer.MAX_VALUE)
            .withRelBuilderConfigTransform(
                builder ->
                    builder
                        .withSimplify(false)
                        .withSimplifyValues(false)
                        .withSimplifyLimit(false)
                        .withPushJoinCondition(false)
                        .withBloat(-1));
    RelOptCluster cluster = RelOptCluster.create(new HepPlanner(HepProgram.builder().build()), new RexBuilder(types));
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (rowType, query, schemaPath, viewPath) -> {
              throw new IllegalStateException("no views to expand");
            },
            validator,
            catalog,
            cluster,
            CONVERTLETS,
            config);
    return converter.convertQuery(validated, false, true).project();
  }
}
