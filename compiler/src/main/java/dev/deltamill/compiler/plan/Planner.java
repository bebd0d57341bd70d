package dev.deltamill.compiler.plan;

import dev.deltamill.compiler.delta.AggregateSupport;
import dev.deltamill.compiler.delta.Delta;
import dev.deltamill.compiler.delta.DeltaDeriver;
import dev.deltamill.compiler.delta.Equality;
import dev.deltamill.compiler.delta.Restriction;
import dev.deltamill.compiler.delta.StepBuilder;
import dev.deltamill.compiler.delta.StoredBefore;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Reason;
import dev.deltamill.ir.plan.RefreshMode;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.plan.Schedule;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the maintenance plan of one definition: normal form, safety class, storage, delta steps. */
public final class Planner {
  private final CatalogSnapshot catalog;
  private final Equality equality;
  private final Restriction restriction;
  private final PlanChecks checks;
  private final Set<QualifiedName> trees = new HashSet<>();
  private final KnownScales scales = new KnownScales();

  public Planner(CatalogSnapshot catalog) {
    this.catalog = catalog;
    this.equality = new Equality(catalog);
    this.restriction = new Restriction(equality);
    this.checks = new PlanChecks(catalog, equality);
    for (TableInfo relation : catalog.relations()) {
      trees.addAll(relation.children());
      if (!relation.children().isEmpty() || relation.kind() == TableInfo.Kind.PARTITIONED_TABLE) {
        trees.add(relation.name());
      }
    }
  }

  /**
   * An analysed definition.
   *
   * @param span where its query stands
   * @param query its fields are the stream table's columns, by name and type
   * @param fullOnly why there is no exact delta whatever the rules say (volatile functions and the like); empty for most
   * @param streamTables which of the sources are stream tables
   * @param views those whose queries stand in the query, each with the tables that it reads
   */
  public record Request(
      QualifiedName name,
      String queryText,
      Span span,
      RefreshMode refresh,
      Schedule schedule,
      Relation query,
      List<Reason> fullOnly,
      Set<QualifiedName> streamTables,
      SortedMap<QualifiedName, Set<QualifiedName>> views,
      List<Diagnostic> notices) {
    /** Whether the definition may be refreshed by DIFF. */
    boolean differential() {
      return fullOnly.isEmpty() && refresh != RefreshMode.FULL;
    }
  }

  /** A plan, or why there is none. */
  public sealed interface Outcome {
    record Planned(MaintenancePlan plan) implements Outcome {}

    record Refused(List<Diagnostic> diagnostics) implements Outcome {}
  }

  /** Plans one definition; the stream tables that it reads come first. */
  public Outcome plan(Request request) {
    TieBreaking ties = new TieBreaking();
    Relation query = ties.of(ColumnPruning.prune(Normalization.normalize(request.query())));
    scales.remember(request.name(), query);
    List<Diagnostic> refusals = new ArrayList<>(checks.refusals(request, query));
    refusals.addAll(ties.refusals());
    if (!refusals.isEmpty()) {
      return new Outcome.Refused(refusals);
    }
    StepBuilder steps = new StepBuilder();
    DeltaDeriver deriver = new DeltaDeriver(restriction, steps);
    Optional<GroupedPlanner> grouped = GroupedPlanner.of(query, scales, equality);
    DeltaDeriver.Explained derived =
        deriver.derive(grouped.map(planner -> planner.aggregate().input()).orElse(query));
    if (!deriver.refusals().isEmpty()) {
      return new Outcome.Refused(deriver.refusals());
    }
    Result result;
    Explanation explanation;
    if (grouped.isPresent()) {
      GroupedPlanner planner = grouped.get();
      planner.steps(derived.terms(), steps);
      result = planner.result(affected(planner));
      explanation = new GroupedExplanation(planner).of(query, derived.explanation());
    } else if (StoredBefore.applies(query) && !derived.terms().isEmpty()) {
      SortedSet<QualifiedName> triggers = new TreeSet<>();
      derived.terms().forEach(term -> triggers.addAll(term.triggers()));
      steps = StoredBefore.steps(request.name(), query, triggers);
      result = new Result.Bag(query);
      explanation = StoredBefore.explained(derived.explanation());
    } else {
      Relation.Working delta = steps.workTable(Result.DELTA, Relation.Changes.withWeight(query.fields()));
      for (Delta.Term term : derived.terms()) {
        steps.step(delta.workTable(), term.relation(), term);
      }
      result = new Result.Bag(query);
      explanation = derived.explanation();
    }
    boolean differential = request.differential();
    if (!request.fullOnly().isEmpty()) {
      Reason first = request.fullOnly().getFirst();
      explanation =
          new Explanation(
              explanation.operator(), SafetyClass.FULL_ONLY, first.message(), explanation.inputs());
    }
    if (!differential) {
      explanation = withoutDelta(explanation, request.fullOnly().isEmpty() ? "refresh = 'full'" : explanation.reason());
    }
    return new Outcome.Planned(
        new MaintenancePlan(
            request.name(),
            request.queryText(),
            catalog.searchPath(),
            catalog.serverMajor(),
            request.refresh(),
            request.schedule(),
            request.query().fields(),
            differential,
            explanation.worst(),
            request.fullOnly(),
            explanation,
            sources(query, request.streamTables()),
            views(request.views()),
            differential ? steps.workTables() : List.of(),
            differential ? steps.steps() : List.of(),
            result,
            grouped.map(planner -> planner.tieBroken() || tieBroken(planner.aggregate().input())).orElseGet(() -> tieBroken(query)),
            request.notices()));
  }

  /** What is read whole has no delta whose rules were worth telling. */
  private static Explanation withoutDelta(Explanation operator, String reason) {
    return new Explanation(
        operator.operator(),
        operator.safety(),
        reason,
        operator.inputs().stream().map(input -> withoutDelta(input, "")).toList());
  }

  /** The rows of the groups that must be recomputed; all rows where there is just one group. */
  private Relation affected(GroupedPlanner planner) {
    Relation.Aggregate aggregate = planner.aggregate();
    if (aggregate.keys().isEmpty()) {
      return aggregate.input();
    }
    List<Expression.Column> key = aggregate.keys().stream().map(aggregate.input()::column).toList();
    return restriction.restrict(
        aggregate.input(), key, new Relation.Working(Result.Grouped.RECOMPUTE, planner.keyFields()));
  }

  /** Whether an operator somewhere below the top leaves open a choice that we make. */
  private static boolean tieBroken(Relation relation) {
    return relation instanceof Relation.Aggregate aggregate && AggregateSupport.tieBroken(aggregate)
        || relation.breaksTies()
        || relation.inputs().stream().anyMatch(Planner::tieBroken);
  }

  private List<MaintenancePlan.Source> sources(Relation query, Set<QualifiedName> streamTables) {
    Map<QualifiedName, Map<String, Field>> read = new TreeMap<>();
    collect(query, read);
    List<MaintenancePlan.Source> sources = new ArrayList<>();
    read.forEach(
        (table, columns) ->
            sources.add(
                new MaintenancePlan.Source(
                    table,
                    columns.values().stream().map(this::column).toList(),
                    streamTables.contains(table),
                    trees.contains(table) && !streamTables.contains(table))));
    return sources;
  }

  private List<MaintenancePlan.View> views(SortedMap<QualifiedName, Set<QualifiedName>> views) {
    List<MaintenancePlan.View> texts = new ArrayList<>();
    for (TableInfo relation : catalog.relations()) {
      Set<QualifiedName> tables = views.get(relation.name());
      if (tables != null) {
        texts.add(new MaintenancePlan.View(relation.name(), relation.viewDefinition().orElseThrow(), tables.stream().sorted().toList()));
      }
    }
    return texts;
  }

  private MaintenancePlan.SourceColumn column(Field field) {
    return new MaintenancePlan.SourceColumn(field, checks.baseType(field.type()));
  }

  /** A source read twice is captured once, with the columns of both. */
  private static void collect(Relation relation, Map<QualifiedName, Map<String, Field>> read) {
    if (relation instanceof Relation.Scan scan) {
      Map<String, Field> columns = read.computeIfAbsent(scan.table(), _ -> new LinkedHashMap<>());
      scan.fields().forEach(field -> columns.putIfAbsent(field.name(), field));
    }
    relation.inputs().forEach(input -> collect(input, read));
  }
}
