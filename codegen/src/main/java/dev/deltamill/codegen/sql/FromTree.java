package dev.deltamill.codegen.sql;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.stream.Stream;

/**
 * An item of a FROM list: a source or a join of sources none of which is LATERAL. Conditions are over the columns of all sources of the item, left to
 * right.
 */
sealed interface FromTree {
  /** What stands in it, left to right. */
  List<RelationSql.Source> sources();

  /** The same item behind others that have so many columns. */
  FromTree shift(int columns);

  /** Number of columns of all its sources. */
  default int width() {
    return sources().stream().mapToInt(source -> source.columns().size()).sum();
  }

  record Leaf(RelationSql.Source source) implements FromTree {
    @Override
    public FromTree shift(int columns) {
      return switch (source) {
        case RelationSql.Source.Table _, RelationSql.Source.Subquery _, RelationSql.Source.Function _ -> this;
        case RelationSql.Source.Dependent(var relation, var alias, var fields, var arguments, var outer) ->
            new Leaf(
                new RelationSql.Source.Dependent(
                    relation, alias, fields, arguments.stream().map(argument -> argument.shift(columns)).toList(), outer));
      };
    }

    @Override
    public List<RelationSql.Source> sources() {
      return List.of(source);
    }
  }

  /** Several items that an outer join takes as one of its sides. */
  record Inner(List<FromTree> items, List<Expression> conditions) implements FromTree {
    public Inner {
      items = List.copyOf(items);
      conditions = List.copyOf(conditions);
    }

    @Override
    public FromTree shift(int columns) {
      return this;
    }

    @Override
    public List<RelationSql.Source> sources() {
      return items.stream().flatMap(item -> item.sources().stream()).toList();
    }
  }

  record Outer(FromTree left, FromTree right, Relation.OuterJoin.Kind kind, List<Expression> conditions) implements FromTree {
    public Outer {
      conditions = List.copyOf(conditions);
    }

    @Override
    public FromTree shift(int columns) {
      return this;
    }

    @Override
    public List<RelationSql.Source> sources() {
      return Stream.concat(left.sources().stream(), right.sources().stream()).toList();
    }
  }
}
