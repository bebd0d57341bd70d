package dev.deltamill.ir.plan;

import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.type.SqlType;
import java.util.List;

/**
 * Everything that codegen needs to write the artifacts of one stream table, and everything that explain has to say.
 *
 * @param name of the stream table, which is also its view's name
 * @param queryText the query exactly as the user wrote it
 * @param searchPath in which the user's text is to be read
 * @param serverMajor the PostgreSQL version it was compiled for
 * @param columns the query's columns
 * @param differential whether refreshes go by DIFF; false for class FULL_ONLY and for {@code refresh = 'full'}
 * @param reasons why not, where not
 * @param sources tables and stream tables that are read, in order of name
 * @param views those whose queries were put in their place, in order of name
 * @param workTables in the order in which steps fill them
 * @param steps in execution order; empty unless {@code differential}
 * @param tieBroken whether the query leaves a choice open that storage decides by row identity; then a comparison with the
 *     user's own text would report harmless differences and the comparison uses the compiled query
 * @param notices what the user should know though nothing is wrong
 */
public record MaintenancePlan(
    QualifiedName name,
    String queryText,
    List<Identifier> searchPath,
    int serverMajor,
    RefreshMode refresh,
    Schedule schedule,
    List<Field> columns,
    boolean differential,
    SafetyClass safety,
    List<Reason> reasons,
    Explanation explanation,
    List<Source> sources,
    List<View> views,
    List<WorkTable> workTables,
    List<DeltaStep> steps,
    Result result,
    boolean tieBroken,
    List<Diagnostic> notices) {
  public MaintenancePlan {
    searchPath = List.copyOf(searchPath);
    columns = List.copyOf(columns);
    reasons = List.copyOf(reasons);
    sources = List.copyOf(sources);
    views = List.copyOf(views);
    workTables = List.copyOf(workTables);
    steps = List.copyOf(steps);
    notices = List.copyOf(notices);
  }

  /**
   * A table that the definition reads.
   *
   * @param columns those that it reads, in the table's order; their changes are captured
   * @param streamTable whether it is itself a stream table
   * @param tree whether it has partitions or inheritance children or is one
   */
  public record Source(QualifiedName table, List<SourceColumn> columns, boolean streamTable, boolean tree) {
    public Source {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A view that the definition reads.
   *
   * @param definition its query as {@code pg_get_viewdef} prints it
   * @param tables that it reads itself or through other views, in order of name
   */
  public record View(QualifiedName name, String definition, List<QualifiedName> tables) {
    public View {
      tables = List.copyOf(tables);
    }
  }

  /**
   * A column that is read.
   *
   * @param field as declared
   * @param bufferType its type in the change buffer: for a domain what it is over, since a constraint of the domain must never make a writer
   *     fail in our trigger
   */
  public record SourceColumn(Field field, SqlType bufferType) {}
}
