package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.syntax.FromReader.From;
import dev.deltamill.compiler.syntax.QuerySyntax.Occurrence;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Tables, WITH queries and sub-queries of FROM, under their aliases. */
final class FromItemReader {
  private final Nodes nodes;
  private final QueryReader queries;
  private final SourceLookup lookup;
  private final Map<List<String>, Occurrence> occurrences = new LinkedHashMap<>();
  private int unnamed;

  private final TableFunctionReader functions;

  FromItemReader(Nodes nodes, QueryReader queries, ExpressionReader expressions, SourceLookup lookup) {
    this.nodes = nodes;
    this.functions = new TableFunctionReader(nodes, expressions);
    this.queries = queries;
    this.lookup = lookup;
  }

  Map<List<String>, Occurrence> occurrences() {
    return occurrences;
  }

  /**
   * Reads one item.
   *
   * @param left what a LATERAL item may name
   */
  From read(FromPrimaryContext context, CommonTables tables, FromScope left) {
    return switch (context) {
      case TableContext e -> {
        refuseOnly(e.ONLY(), e.qualifiedName(), tables);
        if (e.tableSample() != null) {
          nodes.error(
              DiagnosticCode.UNSUPPORTED_CONSTRUCT,
              e.tableSample(),
              "TABLESAMPLE takes other rows each time, or by where they are stored: no query over a sample has a result to maintain",
              "Choose the rows by a condition, such as hashint4(id) % 10 = 0.");
        }
        yield table(e.qualifiedName(), e.alias(), tables);
      }
      case DerivedTableContext e -> derived(e, tables, left);
      case TableFunctionContext e -> functions(e, functions.read(e, left), e.functionAlias());
      case RowsFromContext e -> functions(e, functions.read(e, left), e.functionAlias());
      case JsonTableItemContext e -> functions(e, functions.read(e, left), e.alias(), null);
      default -> throw new IllegalStateException("no such FROM item: " + context.getClass());
    };
  }

  /** ONLY means nothing for a table without children; one that gets some later has to be compiled anew before it is refreshed again. */
  void refuseOnly(@Nullable TerminalNode only, QualifiedNameContext context, CommonTables tables) {
    if (only == null) {
      return;
    }
    List<Identifier> name = TokenText.names(context);
    Optional<Identifier> schema = ExpressionReader.schema(name);
    if (schema.isEmpty() && tables.find(name.getLast()).isPresent()) {
      return;
    }
    // What is wrong with the table itself is told where it is read.
    lookup
        .find(schema, name.getLast(), nodes.span(context), _ -> {})
        .flatMap(source -> nodes.catalog().relation(source.name()))
        .filter(table -> table.kind() == TableInfo.Kind.PARTITIONED_TABLE || !table.children().isEmpty())
        .ifPresent(
            table ->
                nodes.refuse(
                    only.getSymbol(),
                    table.kind() == TableInfo.Kind.PARTITIONED_TABLE ? "ONLY of a partitioned table, which has no rows of its own, is" : "ONLY of a table with children is",
                    table.kind() == TableInfo.Kind.PARTITIONED_TABLE
                        ? "Leave ONLY out, or read the partitions that you mean."
                        : "Leave ONLY out and tell the rows apart by a column, or keep the parent's rows in a table of their own."));
  }

  private static From nothing(SqlParserPos position) {
    return new From(new SqlIdentifier("left out", position), FromScope.EMPTY);
  }

  From table(QualifiedNameContext context, @Nullable AliasContext alias, CommonTables tables) {
    List<Identifier> name = TokenText.names(context);
    Optional<Identifier> schema = ExpressionReader.schema(name);
    Optional<CommonTables.Meaning> common = schema.isEmpty() ? tables.find(name.getLast()) : Optional.empty();
    return common.isPresent()
        ? commonTable(context, name.getLast(), alias, common.get())
        : source(context, schema, name.getLast(), alias);
  }

  private From commonTable(QualifiedNameContext context, Identifier name, @Nullable AliasContext alias, CommonTables.Meaning meaning) {
    SqlParserPos position = nodes.position(context);
    return switch (meaning) {
      case CommonTables.Meaning.Query(_, var columns) ->
          aliased(new SqlIdentifier(name.value(), position), name.value(), alias, columns, true);
      case CommonTables.Meaning.Known(var source) -> recursion(context, name, alias, source);
    };
  }

  private From recursion(QualifiedNameContext context, Identifier name, @Nullable AliasContext alias, Source source) {
    SqlParserPos position = nodes.position(context);
    List<String> path = List.of(source.name().schema().value(), name.value() + "#" + occurrences.size());
    String label = alias == null ? name.value() : TokenText.name(alias.name()).value();
    if (occurrences.putIfAbsent(path, new Occurrence(source, label, nodes.span(context))) != null) {
      throw new IllegalStateException("two sources under one path: " + path);
    }
    SqlNode node = new SqlIdentifier(path, position);
    List<String> columns = source.fields().stream().map(Field::name).toList();
    return alias == null
        ? new From(SqlStdOperatorTable.AS.createCall(position, node, new SqlIdentifier(name.value(), position)), FromScope.table(name.value(), columns))
        : aliased(node, "", alias, columns, false);
  }

  private From source(
      QualifiedNameContext context, Optional<Identifier> schema, Identifier name, @Nullable AliasContext alias) {
    SqlParserPos position = nodes.position(context);
    Optional<Source> found = lookup.find(schema, name, nodes.span(context), nodes.diagnostics()::add);
    if (found.isEmpty()) {
      nodes.leaveOut();
      return nothing(position);
    }
    Source source = found.get();
    String schemaName = source.name().schema().value();
    String tableName = source.name().name().value();
    // Whoever gives an alias can no longer use the table's name, so the path may tell mentions apart.
    String path = alias == null ? tableName : tableName + "#" + occurrences.size();
    String label = alias == null ? tableName : TokenText.name(alias.name()).value();
    occurrences.putIfAbsent(List.of(schemaName, path), new Occurrence(source, label, nodes.span(context)));
    List<String> columns = source.fields().stream().map(Field::name).toList();
    From item = aliased(new SqlIdentifier(List.of(schemaName, path), position), tableName, alias, columns, false);
    FromScope scope = isPrimary(source) ? item.scope().withKey(source.key()) : item.scope();
    return new From(item.node(), hasRowType(source) ? scope.withRows(source.name()) : scope);
  }

  /** Whether a row of it is a value of a type that the catalog knows, made of just the columns that the source has. */
  private boolean hasRowType(Source source) {
    List<String> columns = source.fields().stream().map(Field::name).toList();
    return nodes
        .catalog()
        .type(source.name())
        .filter(type -> type.attributes().stream().map(attribute -> attribute.name().value()).toList().equals(columns))
        .isPresent();
  }

  /** Whether the key of a source is its primary key; a parent's says nothing of its children's rows and is none. */
  private boolean isPrimary(Source source) {
    List<String> key = source.key().stream().map(position -> source.fields().get(position).name()).toList();
    return !key.isEmpty()
        && nodes.catalog().relation(source.name()).filter(table -> table.primaryKey().stream().map(Identifier::value).toList().equals(key)).isPresent();
  }

  private From functions(
      FromPrimaryContext context, Optional<TableFunctionReader.Functions> functions, @Nullable FunctionAliasContext alias) {
    return functions(context, functions, alias == null ? null : alias.alias(), alias == null ? null : alias.name());
  }

  /**
   * @param name where a column definition list follows it
   */
  private From functions(
      FromPrimaryContext context,
      Optional<TableFunctionReader.Functions> functions,
      @Nullable AliasContext alias,
      @Nullable NameContext name) {
    if (functions.isEmpty()) {
      nodes.leaveOut();
      return nothing(nodes.position(context));
    }
    TableFunctionReader.Functions read = functions.get();
    if (alias != null) {
      return aliased(read.node(), "", alias, read.columns(), false);
    }
    String shown = name != null ? TokenText.name(name).value() : read.name();
    return new From(
        SqlStdOperatorTable.AS.createCall(nodes.position(context), read.node(), new SqlIdentifier(shown, nodes.position(context))),
        FromScope.table(shown, read.columns()));
  }

  private From derived(DerivedTableContext e, CommonTables tables, FromScope left) {
    boolean lateral = e.LATERAL() != null;
    QueryColumns read = nodes.dependent(lateral ? left : FromScope.EMPTY, () -> queries.read(e.query(), tables, false));
    QueryColumns query =
        lateral
            ? new QueryColumns(SqlStdOperatorTable.LATERAL.createCall(nodes.position(e), read.node()), read.columns())
            : read;
    boolean renamed = e.alias() != null && e.alias().nameList() != null;
    if (!renamed) {
      queries.refuseDuplicates(query);
    }
    if (e.alias() != null) {
      return aliased(query.node(), "", e.alias(), query.names(), true);
    }
    unnamed++;
    String name = "unnamed_subquery " + unnamed;
    return new From(
        SqlStdOperatorTable.AS.createCall(nodes.position(e), query.node(), new SqlIdentifier(name, nodes.position(e))),
        FromScope.table(name, query.names()));
  }

  /**
   * An item under its alias; fewer column names than columns leave the last ones as they are.
   *
   * @param query whether it is a query, whose columns get the names themselves
   */
  private From aliased(SqlNode node, String name, @Nullable AliasContext alias, List<String> columns, boolean query) {
    if (alias == null) {
      return new From(node, FromScope.table(name, columns));
    }
    String label = TokenText.name(alias.name()).value();
    SqlNode labelNode = new SqlIdentifier(label, nodes.position(alias.name()));
    if (alias.nameList() == null) {
      return new From(
          SqlStdOperatorTable.AS.createCall(nodes.position(alias), node, labelNode), FromScope.table(label, columns));
    }
    List<String> renamed =
        new ArrayList<>(alias.nameList().name().stream().map(column -> TokenText.name(column).value()).toList());
    if (renamed.size() > columns.size()) {
      nodes.leaveOut();
      nodes.error(
          DiagnosticCode.COLUMN_COUNT,
          alias,
          "table \"" + label + "\" has " + columns.size() + " columns available but " + renamed.size() + " columns specified",
          "Name at most as many columns as there are.");
    } else {
      renamed.addAll(columns.subList(renamed.size(), columns.size()));
    }
    boolean fits = renamed.size() == columns.size();
    List<SqlNode> operands = new ArrayList<>(List.of(query && fits ? nodes.renamed(node, renamed, alias) : node, labelNode));
    renamed.forEach(column -> operands.add(new SqlIdentifier(column, nodes.position(alias))));
    return new From(
        SqlStdOperatorTable.AS.createCall(nodes.position(alias), operands), FromScope.table(label, renamed));
  }
}
