package dev.deltamill.codegen.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelationSqlTest {
  private static final Span SPAN = Span.at("test.sql", 1, 1);
  private static final Relation.Scan ORDERS =
      new Relation.Scan(
          QualifiedName.of("public", "orders"),
          "o",
          List.of(new Field("id", SqlType.INTEGER, false), new Field("order", SqlType.TEXT, true)),
          List.of(0),
          SPAN);

  @Test
  void blocksBecomeOneSelect() {
    Expression condition = operator("=", ORDERS.column(0), new Expression.Column(2, SqlType.INTEGER, false));
    Relation join = new Relation.Join(List.of(ORDERS, ORDERS), condition);
    Relation query =
        new Relation.Project(
            new Relation.Filter(join, new Expression.Is(join.column(1), Expression.Is.Test.NULL, true)),
            List.of(new Relation.Project.Output("order", join.column(3)), new Relation.Project.Output("n", join.column(0))));
    assertThat(print(query))
        .isEqualTo(
            """
            SELECT
              o_2."order",
              o.id AS n
            FROM
              public.orders AS o,
              public.orders AS o_2
            WHERE o.id = o_2.id
              AND o."order" IS NOT NULL
            """);
  }

  /** A condition below a grouping stands under WHERE, those above it under HAVING. */
  @Test
  void aFilterAboveAGroupingIsHaving() {
    Expression below = new Expression.Is(ORDERS.column(1), Expression.Is.Test.NULL, true);
    Relation.Aggregate counts = count(new Relation.Filter(ORDERS, below), List.of(1));
    Relation many = new Relation.Filter(counts, operator(">", counts.column(1), Expression.Literal.bigint(1)));
    Relation query = new Relation.Filter(many, operator("<", counts.column(1), Expression.Literal.bigint(9)));
    assertThat(print(query))
        .isEqualTo(
            """
            SELECT
              o."order",
              count(*) AS n
            FROM
              public.orders AS o
            WHERE o."order" IS NOT NULL
            GROUP BY
              o."order"
            HAVING count(*) > 1::bigint
              AND count(*) < 9::bigint
            """);
  }

  /** PostgreSQL has no empty list of columns. */
  @Test
  void aUnionOfWhichNothingIsReadHasNoColumnList() {
    Relation nothing = new Relation.Project(ORDERS, List.of());
    assertThat(print(count(new Relation.UnionAll(List.of(nothing, nothing)), List.of())))
        .isEqualTo(
            """
            SELECT
              count(*) AS n
            FROM
              (
                SELECT
                FROM
                  public.orders AS o
                UNION ALL
                SELECT
                FROM
                  public.orders AS o
              ) AS branches
            """);
  }

  @Test
  void constantsWithoutColumnsAreRowsAllTheSame() {
    assertThat(print(count(new Relation.Values(List.of(), List.of(List.of(), List.of())), List.of())))
        .contains("FROM generate_series(1, 2)")
        .doesNotContain("VALUES");
    assertThat(print(new Relation.Values(List.of(), List.of(List.of())))).isEqualTo("SELECT\n");
  }

  /** Without HAVING it would be a SELECT of all rows. */
  @Test
  void aGroupOfAllRowsThatNobodyLooksAtIsOneRow() {
    Relation one =
        new Relation.Project(
            count(new Relation.Values(List.of(), List.of(List.of(), List.of())), List.of()),
            List.of(new Relation.Project.Output("present", Expression.Literal.TRUE)));
    assertThat(print(one)).endsWith("HAVING true\n");
  }

  @Test
  void namesThatRepeatAreNumbered() {
    assertThat(
            RelationSql.uniqueNames(
                List.of(field("a"), field("a"), field(""), field(""), field("a_2"), field("A"))))
        .containsExactly("a", "a_2", "column", "column_2", "a_2_2", "A");
  }

  private static Field field(String name) {
    return new Field(name, SqlType.INTEGER, true);
  }

  private static Relation.Aggregate count(Relation input, List<Integer> keys) {
    AggregateCall count =
        new AggregateCall("n", QualifiedName.builtin("count"), List.of(), false, Optional.empty(), SqlType.BIGINT, SPAN);
    return new Relation.Aggregate(input, keys, List.of(count), keys.isEmpty());
  }

  private static Expression operator(String symbol, Expression left, Expression right) {
    return new Expression.Operator(
        QualifiedName.builtin(symbol),
        List.of(left, right),
        SqlType.BOOLEAN,
        Volatility.IMMUTABLE,
        true);
  }

  private static String print(Relation relation) {
    SqlWriter out = new SqlWriter();
    new RelationSql(new Statement(QualifiedName.of("public", "q"))).write(out, relation);
    return out.toString();
  }
}
