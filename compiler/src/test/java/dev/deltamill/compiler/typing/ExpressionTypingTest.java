package dev.deltamill.compiler.typing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.Analyses;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Precedence, literals and conversions, seen in the resolved expression. */
class ExpressionTypingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '#',
      value = {
        // manual, 4.1.6
        "1 + 2 * 3 → (+ 1 (* 2 3))",
        "1 * 2 + 3 → (+ (* 1 2) 3)",
        "-2 ^ 2 → (^ -2::float8 2::float8)",
        "2 ^ 3 ^ 2 → (^ (^ 2::float8 3::float8) 2::float8)",
        "- id + 1 → (+ (- id) 1)",
        "-id::smallint → (- id::int2)",
        "5 & 3 + 1 → (& 5 (+ 3 1))",
        "~ 1 + 2 → (~ (+ 1 2))",
        "1 + 2 = 3 → (= (+ 1 2) 3)",
        "3<-1 → (< 3 -1)",
        "3*-1 → (* 3 -1)",
        "not k = 1 → (NOT (= k 1))",
        "flag or flag and not flag → (OR flag (AND flag (NOT flag)))",
        "k = 1 is true → (TRUE (= k 1))",
        "k between 1 + 1 and 2 * 2 and flag → (AND (>= k (+ 1 1)) (<= k (* 2 2)) flag)",
        "k not between 1 and 2 or flag → (OR (< k 1) (> k 2) flag)",
        "t like 'a' || 'b' and flag → (AND (~~ t (|| 'a' 'b')) flag)",
        "t not ilike 'a' → (!~~* t 'a')",
        "k in (1, 2) = true → (= (IN k 1 2) true)",
        "t || 'x' = 'ab' → (= (|| t 'x') 'ab')",
        "j -> 'b' ->> 'c' → (->> (-> j 'b') 'c')",
        "ts at time zone 'UTC' + iv → (+ (timezone 'UTC' ts) iv)",
        "3 operator(pg_catalog.+) 4 * 2 → (+ 3 (* 4 2))",
      })
  void precedenceIsPostgres(String written, String resolved) {
    assertThat(print(written)).isEqualTo(resolved);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '#',
      value = {
        "dt = '1994-01-01' → (= dt '1994-01-01'::date)",
        "n2 > 24 → (> n2 24::numeric)",
        "k > 1.5 → (> k::numeric 1.5)",
        "v = 'x' → (= v::text 'x')",
        "c5 = 'x' → (= c5 'x'::bpchar)",
        "interval '90' day → '90 day'::interval",
        "date '1998-12-01' - interval '90' day → (- '1998-12-01'::date '90 day'::interval)",
        "m = 'ok' → (= m 'ok'::mood)",
        "dom + 1 → (+ dom::int4 1)",
        "coalesce(n2, 0) → (COALESCE n2 0::numeric)",
        "case when flag then 1 else 2.5 end → (CASE flag 1::numeric 2.5)",
        "'abc'::varchar(2) → 'abc'::varchar::varchar",
        "2147483648 → 2147483648::int8",
        "-2147483648 → -2147483648",
        "9223372036854775808 → 9223372036854775808::numeric",
        "0x1F → 31",
        "1_000 → 1000",
        "E'a\\x41\\u0042' → 'aAB'",
        "U&'d\\0061t' → 'dat'",
        "U&'d!0061t' uescape '!' → 'dat'",
        "$x$it's $$$x$ → 'it's $$'",
        "B'101' → '101'::bit",
        "X'1F' → 'x1F'::bit",
        "null::int → NULL::int4",
        "array[]::int[] → '{}'::_int4",
        "now() → (now)",
        "current_date → (now)::date",
        "extract(year from ts) → (extract 'year' ts)",
        "substring(t from 2 for 3) → (substring t 2 3)",
        "trim(both 'f' from t) → (btrim t 'f')",
        "position('o' in t) → (position t 'o')",
      })
  void literalsAndConversionsAreExplicit(String written, String resolved) {
    assertThat(print(written)).isEqualTo(resolved);
  }

  private static String print(String written) {
    Analyses.Outcome outcome = Analyses.ofQuery("SELECT " + written + " AS e FROM ev");
    assertThat(outcome.rendered()).isEmpty();
    Relation.Project project = (Relation.Project) outcome.definitions().getFirst().query();
    return print(project.outputs().getFirst().expression(), project.input());
  }

  /** Operators before their operands; integers, numerics with a point, text and booleans without their types. */
  private static String print(Expression expression, Relation input) {
    String operands =
        expression.operands().stream().map(operand -> " " + print(operand, input)).collect(Collectors.joining());
    return switch (expression) {
      case Expression.Column column -> input.fields().get(column.index()).name();
      case Expression.Literal(var text, var type) -> {
        boolean bare = type.is("int4") || type.is("bool") || type.is("numeric") && text.orElse("").contains(".");
        String value = bare ? text.orElse("NULL") : text.map(t -> t.matches("-?\\d{10,}") ? t : "'" + t + "'").orElse("NULL");
        yield bare && text.isPresent() || type.is("text") ? value : value + "::" + type.name().name().value();
      }
      case Expression.Operator operator -> "(" + operator.symbol().name().value() + operands + ")";
      case Expression.Call call -> "(" + call.function().name().value() + operands + ")";
      case Expression.Cast cast -> operands.strip() + "::" + cast.type().name().name().value();
      case Expression.Logical logical -> "(" + logical.connective() + operands + ")";
      case Expression.Is is -> "(" + (is.negated() ? "NOT " : "") + is.test() + operands + ")";
      case Expression.InList list -> "(" + (list.negated() ? "NOT " : "") + "IN" + operands + ")";
      case Expression.Conditional conditional -> "(" + conditional.kind() + operands + ")";
      case Expression.Case _ -> "(CASE" + operands + ")";
      default -> expression.toString();
    };
  }
}
