package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.calcite.sql.SqlNode;

/**
 * An item of the select list, stars spread.
 *
 * @param expression reads it anew wherever GROUP BY means it, because a node has one place
 */
record SelectItem(OutputColumn column, ParserRuleContext context, Supplier<SqlNode> expression) {}
