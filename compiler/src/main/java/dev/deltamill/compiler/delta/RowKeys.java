package dev.deltamill.compiler.delta;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys of an outer join with any condition: all columns of {@code own} that the condition reads, by their binary image, since a condition may tell
 * apart what is equal (1.0 and 1.00 as text). Only rows that a change reaches matter: those are found first, by joining the changes.
 */
final class RowKeys implements MatchKeys {
  private final Partners partners;
  private final Delta own;
  private final Equality equality;
  private final String name;

  /** Positions in {@code own} of what the condition reads there, and the same for the other side. */
  private final List<Integer> ownColumns;

  private final List<Integer> otherColumns;

  /** Whether an image of the columns is kept beside them: where their equality says too little or nothing. */
  private final boolean imaged;

  /**
   * @param own the delta of {@code partners.own()}
   * @param name stem of the names of its parts
   */
  RowKeys(Partners partners, Delta own, Equality equality, String name) {
    this.partners = partners;
    this.own = own;
    this.equality = equality;
    this.name = name;
    this.ownColumns = partners.ownColumns();
    this.otherColumns = partners.otherColumns();
    this.imaged = ownFields().stream().anyMatch(field -> !field.type().hasOneImage());
  }

  @Override
  public Relation changed(Relation change) {
    Relation possible =
        partners.otherConditions().isEmpty()
            ? change
            : new Relation.Filter(change, Expression.and(partners.otherConditions()));
    return ZSets.project(
        possible,
        otherColumns.stream()
            .map(column -> new Project.Output(partners.other().fields().get(column).name(), possible.column(column)))
            .toList());
  }

  @Override
  public Relation.Aggregate counted(Relation changed) {
    Relation rows = new Relation.Shared(name + "_reached", reached(changed));
    Relation.Join now = joined(rows, partners.other(), IntStream.range(0, partners.other().fields().size()).boxed().toList());
    Relation.Join undone = joined(rows, changed, otherColumns);
    return MatchKeys.sums(
        List.of(
            MatchKeys.present(now, keys(rows)),
            MatchKeys.undone(undone, keys(rows), undone.column(undone.fields().size() - 1))),
        keys(rows).size());
  }

  @Override
  public List<Expression> finds(Relation keys) {
    int width = keys.fields().size();
    List<Expression> conditions = new ArrayList<>();
    int position = 0;
    if (imaged) {
      conditions.add(Booleans.equal(keys.column(0), image(partners.own()).shift(width)));
      position++;
    }
    for (int column : ownColumns) {
      if (equality.groups(partners.own().fields().get(column).type())) {
        conditions.add(equality.sameKey(keys.column(position), partners.own().column(column).shift(width)));
        position++;
      }
    }
    return conditions;
  }

  /** The rows of {@code own}, before or after, that some change could make or take a partner of; each just once if they can be grouped. */
  private Relation reached(Relation changed) {
    List<Relation> arms = new ArrayList<>(List.of(reached(changed, partners.own())));
    own.terms().forEach(term -> arms.add(reached(changed, term.relation())));
    Relation all = arms.size() == 1 ? arms.getFirst() : new Relation.UnionAll(arms);
    boolean groups = ownFields().stream().allMatch(field -> equality.groups(field.type()));
    return groups
        ? new Relation.Aggregate(all, IntStream.range(0, all.fields().size()).boxed().toList(), List.of(), false)
        : all;
  }

  private Project reached(Relation changed, Relation rows) {
    int width = changed.fields().size();
    int ownWidth = partners.own().fields().size();
    Expression condition =
        partners.condition().moveColumns(i -> i < ownWidth ? width + i : otherColumns.indexOf(i - ownWidth));
    Relation.Join join = new Relation.Join(List.of(changed, rows), condition);
    List<Project.Output> outputs = new ArrayList<>();
    if (imaged) {
      outputs.add(new Project.Output("row_image", image(partners.own()).shift(width)));
    }
    for (int column : ownColumns) {
      outputs.add(new Project.Output(partners.own().fields().get(column).name(), join.column(width + column)));
    }
    return new Project(join, outputs);
  }

  /**
   * Rows that changes reach, with their partners.
   *
   * @param columns which column of the other side each field is
   */
  private Relation.Join joined(Relation rows, Relation others, List<Integer> columns) {
    int ownWidth = partners.own().fields().size();
    int first = imaged ? 1 : 0;
    Expression condition =
        partners
            .condition()
            .moveColumns(
                i -> i < ownWidth ? first + ownColumns.indexOf(i) : rows.fields().size() + columns.indexOf(i - ownWidth));
    return new Relation.Join(List.of(rows, others), condition);
  }

  /** The key within the rows that changes reach: the image, and whatever an index may find. */
  private List<Project.Output> keys(Relation rows) {
    List<Project.Output> keys = new ArrayList<>();
    int position = 0;
    if (imaged) {
      keys.add(new Project.Output(rows.fields().getFirst().name(), rows.column(position++)));
    }
    for (Field field : ownFields()) {
      if (equality.groups(field.type())) {
        keys.add(new Project.Output(field.name(), rows.column(position)));
      }
      position++;
    }
    return keys;
  }

  private List<Field> ownFields() {
    return ownColumns.stream().map(partners.own().fields()::get).toList();
  }

  private Expression image(Relation rows) {
    return RowImage.of(ownColumns.stream().map(rows::column).toList());
  }
}
