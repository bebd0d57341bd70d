package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Subquery.Form;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplyDeltaTest {
  private static final Row ROW = Row.of(1L, 0L, "a");
  private static final Row PARTNER = Row.of(1L, BigDecimal.ONE);

  @Test
  void seesARowGainItsFirstPartner() {
    Relation exists = filtered(exists(Queries.S));
    Database database = Database.of(Map.of(Queries.R, List.of(ROW)), Map.of(Queries.S, List.of(PARTNER.weighing(1))));
    assertThat(Row.net(Deltas.of(exists, database)))
        .isEqualTo(Map.of(ROW.with(Row.of(true)), 1L))
        .isEqualTo(Deltas.expected(exists, database));
  }

  /** Only a count that crosses zero matters. */
  @Test
  void isSilentAboutASecondPartner() {
    Relation exists = filtered(exists(Queries.S));
    Database database =
        Database.of(
            Map.of(Queries.R, List.of(ROW), Queries.S, List.of(PARTNER)), Map.of(Queries.S, List.of(PARTNER.weighing(1))));
    assertThat(Row.net(Deltas.of(exists, database))).isEmpty();
  }

  /** A partner comes in one source while one leaves in another: the row stays what it is. */
  @Test
  void stepsThroughSeveralChangedSources() {
    Relation either =
        new Relation.Filter(
            new Relation.Apply(Queries.R, List.of(exists(Queries.S), exists(Queries.U))),
            new Expression.Logical(
                Expression.Logical.Connective.OR,
                List.of(new Expression.Column(3, SqlType.BOOLEAN, false), new Expression.Column(4, SqlType.BOOLEAN, false))));
    Database database =
        Database.of(
            Map.of(Queries.R, List.of(ROW), Queries.U, List.of(PARTNER)),
            Map.of(Queries.S, List.of(PARTNER.weighing(1)), Queries.U, List.of(PARTNER.weighing(-1))));
    assertThat(Row.net(Deltas.of(either, database))).isEqualTo(Deltas.expected(either, database)).hasSize(2);
  }

  /** NOT IN over a query that gets a NULL is never true again, whatever the row's value. */
  @Test
  void reachesEveryRowWhenNullEntersNotIn() {
    Relation notIn =
        filtered(
            new Expression.Subquery(
                Form.ALL,
                Optional.of(QualifiedName.builtin("<>")),
                List.of(Queries.R.column(0)),
                List.of(),
                new Relation.Project(Queries.S, List.of(new Relation.Project.Output("k", Queries.S.column(0)))),
                SqlType.BOOLEAN,
                true));
    Database database =
        Database.of(
            Map.of(Queries.R, List.of(ROW, Row.of(7L, 0L, "b"))),
            Map.of(Queries.S, List.of(Row.of(null, BigDecimal.ONE).weighing(1))));
    assertThat(Row.net(Deltas.of(notIn, database))).isEqualTo(Deltas.expected(notIn, database)).hasSize(2);
  }

  private static Relation filtered(Expression.Subquery subquery) {
    Relation.Apply apply = new Relation.Apply(Queries.R, List.of(subquery));
    return new Relation.Filter(apply, apply.column(3));
  }

  private static Expression.Subquery exists(Relation.Scan partners) {
    Relation matching =
        new Relation.Filter(partners, Queries.equal(partners.column(0), new Expression.Parameter(0, SqlType.INTEGER, true)));
    return new Expression.Subquery(
        Form.EXISTS,
        Optional.empty(),
        List.of(),
        List.of(Queries.R.column(0)),
        new Relation.Project(matching, List.of(new Relation.Project.Output("present", Expression.Literal.TRUE))),
        SqlType.BOOLEAN,
        false);
  }
}
