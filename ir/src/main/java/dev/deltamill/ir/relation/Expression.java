package dev.deltamill.ir.relation;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A scalar expression over the fields of one relation, already resolved: which function, which operator, which types.
 *
 * <p>Sugar of the surface syntax (BETWEEN, LIKE, EXTRACT, AT TIME ZONE …) is gone; what is left prints as SQL that
 * PostgreSQL reads back with the same meaning.
 */
public sealed interface Expression {
  SqlType type();

  /** Whether the value can be NULL; true where it is not known. */
  boolean nullable();

  /** Operands, left to right; empty for leaves. */
  List<Expression> operands();

  /** This expression with each operand replaced; same number, same order. */
  Expression withOperands(List<Expression> operands);

  /** The field at a position of the input relation, counted from 0. */
  record Column(int index, SqlType type, boolean nullable) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
      return this;
    }
  }

  /**
   * A constant.
   *
   * @param text its text form as PostgreSQL's input function of {@code type} reads it; empty for NULL
   */
  record Literal(Optional<String> text, SqlType type) implements Expression {
    public static final Literal TRUE = new Literal(Optional.of("true"), SqlType.BOOLEAN);
    public static final Literal FALSE = new Literal(Optional.of("false"), SqlType.BOOLEAN);

    public static Literal nullOf(SqlType type) {
      return new Literal(Optional.empty(), type);
    }

    public static Literal bigint(long value) {
      return new Literal(Optional.of(Long.toString(value)), SqlType.BIGINT);
    }

    @Override
    public boolean nullable() {
      return text.isEmpty();
    }

    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
      return this;
    }
  }

  /**
   * A call of a function of {@code pg_proc} that returns one value.
   *
   * @param nullable false only for functions known never to return NULL
   */
  record Call(QualifiedName function, List<Expression> operands, SqlType type, Volatility volatility, boolean nullable)
      implements Expression {
    public Call {
      operands = List.copyOf(operands);
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Call(function, replaced, type, volatility, nullable);
    }
  }

  /**
   * A function of SQL/JSON, whose arguments stand between words (manual, 9.16 "JSON Functions and Operators").
   *
   * @param function what it is called, in lower case
   * @param words SQL around the operands: one text before each of them and one at the end
   * @param remembers whether PostgreSQL (17, 18) answers a first operand that is NULL by what it found in the row before: where ON EMPTY or ON
   *     ERROR give anything but NULL, it goes by flags that are not reset for a NULL
   */
  record Json(String function, List<String> words, List<Expression> operands, SqlType type, Volatility volatility, boolean remembers)
      implements Expression {
    public Json {
      words = List.copyOf(words);
      operands = List.copyOf(operands);
      if (words.size() != operands.size() + 1) {
        throw new IllegalArgumentException(operands.size() + " operands between " + words.size() + " texts");
      }
    }

    @Override
    public boolean nullable() {
      return true;
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Json(function, words, replaced, type, volatility, remembers);
    }
  }

  /** An operator of {@code pg_operator} with one operand (prefix) or two. */
  record Operator(QualifiedName symbol, List<Expression> operands, SqlType type, Volatility volatility, boolean nullable)
      implements Expression {
    public Operator {
      operands = List.copyOf(operands);
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Operator(symbol, replaced, type, volatility, nullable);
    }
  }

  /**
   * A cast.
   *
   * @param implicit whether PostgreSQL adds it by itself (printed all the same, so that the meaning never depends on who
   *     reads the text)
   */
  record Cast(Expression operand, SqlType type, boolean implicit, Volatility volatility) implements Expression {
    @Override
    public boolean nullable() {
      return operand.nullable();
    }

    @Override
    public List<Expression> operands() {
      return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Cast(replaced.getFirst(), type, implicit, volatility);
    }
  }

  /** AND or OR of two or more booleans, or NOT of one. */
  record Logical(Connective connective, List<Expression> operands) implements Expression {
    public Logical {
      operands = List.copyOf(operands);
    }

    /** The connective. */
    public enum Connective {
      AND,
      OR,
      NOT
    }

    @Override
    public SqlType type() {
      return SqlType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return operands.stream().anyMatch(Expression::nullable);
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Logical(connective, replaced);
    }
  }

  /** {@code IS [NOT] NULL | TRUE | FALSE | UNKNOWN}, and the test whether there is a value. */
  record Is(Expression operand, Test test, boolean negated) implements Expression {
    /** What is asked. */
    public enum Test {
      NULL,
      TRUE,
      FALSE,
      UNKNOWN,
      /** Whether the value itself is NULL: {@code IS NULL} asks of a row whether its fields are (manual, 9.2 "Comparison Functions"). */
      ABSENT
    }

    @Override
    public SqlType type() {
      return SqlType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return false;
    }

    @Override
    public List<Expression> operands() {
      return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Is(replaced.getFirst(), test, negated);
    }
  }

  /** {@code IS [NOT] DISTINCT FROM}. */
  record Distinct(Expression left, Expression right, boolean negated) implements Expression {
    @Override
    public SqlType type() {
      return SqlType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return false;
    }

    @Override
    public List<Expression> operands() {
      return List.of(left, right);
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Distinct(replaced.get(0), replaced.get(1), negated);
    }
  }

  /**
   * A searched CASE: {@code operands} holds condition and result in turn, then the ELSE, always present (NULL where the user
   * wrote none).
   */
  record Case(List<Expression> operands, SqlType type) implements Expression {
    public Case {
      operands = List.copyOf(operands);
      if (operands.size() % 2 == 0) {
        throw new IllegalArgumentException("CASE holds pairs and an ELSE");
      }
    }

    @Override
    public boolean nullable() {
      for (int i = 1; i < operands.size(); i += 2) {
        if (operands.get(i).nullable()) {
          return true;
        }
      }
      return operands.getLast().nullable();
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Case(replaced, type);
    }
  }

  /** COALESCE, NULLIF, GREATEST and LEAST, which the grammar of PostgreSQL knows and {@code pg_proc} does not. */
  record Conditional(Kind kind, List<Expression> operands, SqlType type) implements Expression {
    public Conditional {
      operands = List.copyOf(operands);
    }

    /** Which one. */
    public enum Kind {
      COALESCE,
      NULLIF,
      GREATEST,
      LEAST
    }

    @Override
    public boolean nullable() {
      return kind == Kind.NULLIF || operands.stream().allMatch(Expression::nullable);
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Conditional(kind, replaced, type);
    }
  }

  /**
   * {@code operand [NOT] IN (item, …)}: the first operand, then the items.
   *
   * @param volatility of the {@code =} behind it
   */
  record InList(List<Expression> operands, boolean negated, Volatility volatility) implements Expression {
    public InList {
      operands = List.copyOf(operands);
    }

    @Override
    public SqlType type() {
      return SqlType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return operands.stream().anyMatch(Expression::nullable);
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new InList(replaced, negated, volatility);
    }
  }

  /** {@code left op ANY (array)} or {@code left op ALL (array)}. */
  record Quantified(QualifiedName symbol, Expression left, Expression array, boolean all, Volatility volatility)
      implements Expression {
    @Override
    public SqlType type() {
      return SqlType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
      return true;
    }

    @Override
    public List<Expression> operands() {
      return List.of(left, array);
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Quantified(symbol, replaced.get(0), replaced.get(1), all, volatility);
    }
  }

  /** {@code ARRAY[…]}. */
  record ArrayOf(List<Expression> operands, SqlType type) implements Expression {
    public ArrayOf {
      operands = List.copyOf(operands);
    }

    @Override
    public boolean nullable() {
      return false;
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new ArrayOf(replaced, type);
    }
  }

  /** {@code ROW(…)}. */
  record RowOf(List<Expression> operands, SqlType type) implements Expression {
    public RowOf {
      operands = List.copyOf(operands);
    }

    @Override
    public boolean nullable() {
      return false;
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new RowOf(replaced, type);
    }
  }

  /** {@code base[index]}, or {@code base[lower:upper]} where three operands stand. */
  record Subscript(List<Expression> operands, SqlType type) implements Expression {
    public Subscript {
      operands = List.copyOf(operands);
    }

    @Override
    public boolean nullable() {
      return true;
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Subscript(replaced, type);
    }
  }

  /** {@code (composite).attribute}. */
  record Attribute(Expression operand, Identifier attribute, SqlType type) implements Expression {
    @Override
    public boolean nullable() {
      return true;
    }

    @Override
    public List<Expression> operands() {
      return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Attribute(replaced.getFirst(), attribute, type);
    }
  }

  /** {@code operand COLLATE collation}. */
  record Collate(Expression operand, QualifiedName collation) implements Expression {
    @Override
    public SqlType type() {
      return operand.type();
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }

    @Override
    public List<Expression> operands() {
      return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Collate(replaced.getFirst(), collation);
    }
  }

  /**
   * Inside a dependent query (the query of a {@link Subquery}, the right side of a lateral join): the value of the argument at a position, counted
   * from 0. It belongs to the innermost dependent query around it; a deeper one gets what it needs as arguments of its own, so nothing ever
   * reaches past one boundary.
   */
  record Parameter(int index, SqlType type, boolean nullable) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
      return this;
    }
  }

  /**
   * A query inside an expression. Stands only in {@link Relation.Apply}, whose input's fields its operands are over.
   *
   * @param form what is made of the rows
   * @param symbol the comparison of {@link Form#ANY} and {@link Form#ALL}: of each value of {@code left} with the column at its position
   * @param left what is compared with the rows; empty for the other forms
   * @param arguments values of the query's {@link Parameter}s
   */
  record Subquery(
      Form form,
      Optional<QualifiedName> symbol,
      List<Expression> left,
      List<Expression> arguments,
      Relation query,
      SqlType type,
      boolean nullable)
      implements Expression {
    /** PostgreSQL's sub-query expressions (chapter 9.24 and 4.2.11). IN is {@code = ANY}, NOT IN is {@code <> ALL}; ARRAY is an aggregate. */
    public enum Form {
      SCALAR,
      EXISTS,
      ANY,
      ALL
    }

    public Subquery {
      left = List.copyOf(left);
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Expression> operands() {
      List<Expression> operands = new ArrayList<>(left);
      operands.addAll(arguments);
      return operands;
    }

    @Override
    public Expression withOperands(List<Expression> replaced) {
      return new Subquery(
          form, symbol, replaced.subList(0, left.size()), replaced.subList(left.size(), replaced.size()), query, type, nullable);
    }

    public Subquery withQuery(Relation replaced) {
      return new Subquery(form, symbol, left, arguments, replaced, type, nullable);
    }
  }

  /** The conjunction of any number of conditions: TRUE for none, the condition itself for one. */
  static Expression and(List<Expression> conditions) {
    List<Expression> parts = new ArrayList<>();
    for (Expression condition : conditions) {
      if (condition instanceof Logical(var connective, var operands) && connective == Logical.Connective.AND) {
        parts.addAll(operands);
      } else if (!condition.equals(Literal.TRUE)) {
        parts.add(condition);
      }
    }
    return switch (parts.size()) {
      case 0 -> Literal.TRUE;
      case 1 -> parts.getFirst();
      default -> new Logical(Logical.Connective.AND, parts);
    };
  }

  /** The conditions whose conjunction this is. */
  default List<Expression> conjuncts() {
    return this instanceof Logical(var connective, var operands) && connective == Logical.Connective.AND
        ? operands
        : equals(Literal.TRUE) ? List.of() : List.of(this);
  }

  /** Whether a {@link Parameter} occurs in it. */
  default boolean dependent() {
    return this instanceof Parameter || operands().stream().anyMatch(Expression::dependent);
  }

  /** This expression with every {@link Parameter} replaced. */
  default Expression mapParameters(UnaryOperator<Expression> replacement) {
    if (this instanceof Parameter) {
      return replacement.apply(this);
    }
    List<Expression> operands = operands();
    return operands.isEmpty()
        ? this
        : withOperands(operands.stream().map(operand -> operand.mapParameters(replacement)).toList());
  }

  /** This expression with every {@link Column} replaced. */
  default Expression mapColumns(UnaryOperator<Expression> replacement) {
    if (this instanceof Column) {
      return replacement.apply(this);
    }
    List<Expression> operands = operands();
    return operands.isEmpty()
        ? this
        : withOperands(operands.stream().map(operand -> operand.mapColumns(replacement)).toList());
  }

  /** This expression with every column's position moved by {@code offset}. */
  default Expression shift(int offset) {
    return offset == 0 ? this : moveColumns(i -> i + offset);
  }

  /** This expression with every column at another position. */
  default Expression moveColumns(IntUnaryOperator position) {
    return mapColumns(e -> e instanceof Column(int i, SqlType t, boolean n) ? new Column(position.applyAsInt(i), t, n) : e);
  }

  /** Positions of the columns that this expression reads. */
  default SortedSet<Integer> columns() {
    SortedSet<Integer> found = new TreeSet<>();
    if (this instanceof Column column) {
      found.add(column.index());
    }
    operands().forEach(operand -> found.addAll(operand.columns()));
    return found;
  }

  /** The worst volatility in this expression. */
  default Volatility worstVolatility() {
    Volatility worst =
        switch (this) {
          case Call call -> call.volatility();
          case Json json -> json.volatility();
          case Operator operator -> operator.volatility();
          case Cast cast -> cast.volatility();
          case InList list -> list.volatility();
          case Quantified quantified -> quantified.volatility();
          case Column _, Literal _, Logical _, Is _, Distinct _, Case _, Conditional _, ArrayOf _, RowOf _, Subscript _,
              Attribute _, Collate _, Parameter _, Subquery _ ->
              Volatility.IMMUTABLE;
        };
    for (Expression operand : operands()) {
      worst = worst.worse(operand.worstVolatility());
    }
    return worst;
  }
}
