package dev.deltamill.ir.catalog;

import static java.util.Comparator.comparing;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.util.Comparator;
import java.util.List;

/**
 * What the compiler needs to know of a database, taken at one moment (manual, chapter 52 "System Catalogs").
 *
 * <p>Lists are sorted by name (and, for overloads, by argument types) whatever order they are given in, so equal catalogs
 * are equal values and have equal JSON. Objects of extensions, of {@code pg_catalog} and of user schemas are all held;
 * {@code information_schema}, TOAST, temporary schemas and Deltamill's own schema are not. Functions, operators and casts
 * name only types that are held; a column may name a type that is not (a catalog's row type, a domain of
 * {@code information_schema}).
 *
 * @param serverMajor major version of the server, for example 18
 * @param searchPath schemas in which an unqualified name is looked up, in order, {@code pg_catalog} made explicit
 * @param relations tables, views and everything else that can stand in FROM, outside {@code pg_catalog}
 * @param collations those outside {@code pg_catalog}, and of {@code pg_catalog} those whose names others have too
 */
public record CatalogSnapshot(
    int serverMajor,
    List<Identifier> searchPath,
    List<TableInfo> relations,
    List<TypeInfo> types,
    List<FunctionInfo> functions,
    List<OperatorInfo> operators,
    List<CastInfo> casts,
    List<CollationInfo> collations) {
  public CatalogSnapshot {
    searchPath = List.copyOf(searchPath);
    relations = sorted(relations, comparing(TableInfo::name));
    types = sorted(types, comparing(TypeInfo::name));
    functions = sorted(functions, comparing(FunctionInfo::name).thenComparing(FunctionInfo::arguments, lexicographic()));
    operators =
        sorted(
            operators,
            comparing(OperatorInfo::name)
                .thenComparing(OperatorInfo::left, comparing(left -> left.map(QualifiedName::toString).orElse("")))
                .thenComparing(OperatorInfo::right));
    casts = sorted(casts, comparing(CastInfo::source).thenComparing(CastInfo::target));
    collations = sorted(collations, comparing(CollationInfo::name));
  }

  private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
    return list.stream().sorted(order).toList();
  }

  private static Comparator<List<QualifiedName>> lexicographic() {
    return (a, b) -> {
      for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
        int order = a.get(i).compareTo(b.get(i));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(a.size(), b.size());
    };
  }
}
