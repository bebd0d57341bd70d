package dev.deltamill.ir.catalog;

import dev.deltamill.ir.name.Identifier;
import java.util.List;

/**
 * What the compiler needs to know of a database, taken at one moment (manual, chapter 52 "System Catalogs").
 *
 * <p>Lists are sorted by name (and, for overloads, by argument types), so equal catalogs are equal values and have equal
 * JSON. Objects of extensions, of {@code pg_catalog} and of user schemas are all held; {@code information_schema}, TOAST and
 * temporary schemas are not.
 *
 * @param serverMajor major version of the server, for example 18
 * @param searchPath schemas in which an unqualified name is looked up, in order, {@code pg_catalog} made explicit
 * @param relations tables, views and everything else that can stand in FROM, outside {@code pg_catalog}
 */
public record CatalogSnapshot(
    int serverMajor,
    List<Identifier> searchPath,
    List<TableInfo> relations,
    List<TypeInfo> types,
    List<FunctionInfo> functions,
    List<OperatorInfo> operators,
    List<CastInfo> casts) {
  public CatalogSnapshot {
    searchPath = List.copyOf(searchPath);
    relations = List.copyOf(relations);
    types = List.copyOf(types);
    functions = List.copyOf(functions);
    operators = List.copyOf(operators);
    casts = List.copyOf(casts);
  }
}
