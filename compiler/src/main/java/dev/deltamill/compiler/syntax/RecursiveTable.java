package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.CommonTableContext;
import dev.deltamill.compiler.grammar.PostgresParser.UnionOrExceptContext;
import dev.deltamill.compiler.syntax.CommonTables.Meaning;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import java.util.List;

/** A recursive WITH query, {@code start UNION [ALL] step} (manual, 7.8.2.1); each reading of a part is one of its own. */
public final class RecursiveTable {
  private final CommonTableContext context;
  private final UnionOrExceptContext union;
  private final CommonTables visible;
  private final List<FromScope> around;
  private final Span span;

  /**
   * @param visible WITH queries that it may name
   * @param around columns of the queries that it stands in
   */
  RecursiveTable(CommonTableContext context, UnionOrExceptContext union, CommonTables visible, List<FromScope> around, Span span) {
    this.context = context;
    this.union = union;
    this.visible = visible;
    this.around = List.copyOf(around);
    this.span = span;
  }

  public Identifier name() {
    return TokenText.name(context.name());
  }

  /** Where its name stands. */
  public Span span() {
    return span;
  }

  /** Names given in parentheses behind its own, for its first columns; none for most. */
  public List<String> columnNames() {
    return context.nameList() == null
        ? List.of()
        : context.nameList().name().stream().map(name -> TokenText.name(name).value()).toList();
  }

  /** Whether equal rows are left out. */
  public boolean distinct() {
    return !QueryReader.isAll(union.setQuantifier());
  }

  /** Tells queries apart that are read again and again. */
  public Object identity() {
    return context;
  }

  /** The rows that it begins with. */
  public QuerySyntax start(Surroundings surroundings) {
    return QueryReader.read(union.queryBody(0), visible, around, surroundings);
  }

  /**
   * Start and step, as one union.
   *
   * @param iteration what the query's own name stands for
   */
  public QuerySyntax both(Surroundings surroundings, Source iteration) {
    return QueryReader.read(union, visible.with(name(), new Meaning.Known(iteration)), around, surroundings);
  }
}
