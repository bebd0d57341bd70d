package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.ir.name.Identifier;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Where a part of a query names a WITH query in FROM; queries of the same name inside hide it. */
final class TableMentions {
  private final Identifier name;
  private final List<QualifiedNameContext> found = new ArrayList<>();

  private TableMentions(Identifier name) {
    this.name = name;
  }

  /** The mentions, in the order of the text. */
  static List<QualifiedNameContext> of(@Nullable ParseTree tree, Identifier name) {
    TableMentions mentions = new TableMentions(name);
    if (tree != null) {
      mentions.visit(tree);
    }
    return mentions.found;
  }

  private void visit(ParseTree tree) {
    switch (tree) {
      case TableContext table -> {
        mention(table.qualifiedName());
        children(table);
      }
      case TableQueryContext table -> mention(table.qualifiedName());
      case QueryContext query when query.withClause() != null && isHidden(query.withClause()) -> hiding(query.withClause());
      default -> children(tree);
    }
  }

  private void children(ParseTree tree) {
    for (int i = 0; i < tree.getChildCount(); i++) {
      visit(tree.getChild(i));
    }
  }

  private void mention(QualifiedNameContext context) {
    List<Identifier> names = TokenText.names(context);
    if (names.size() == 1 && names.getFirst().equals(name)) {
      found.add(context);
    }
  }

  private boolean isHidden(WithClauseContext with) {
    return with.commonTable().stream().anyMatch(this::isHiding);
  }

  private boolean isHiding(CommonTableContext table) {
    return TokenText.name(table.name()).equals(name);
  }

  /** Without RECURSIVE the queries up to the one that hides the name still see it. */
  private void hiding(WithClauseContext with) {
    if (with.RECURSIVE() == null) {
      for (CommonTableContext table : with.commonTable()) {
        visit(table.query());
        if (isHiding(table)) {
          return;
        }
      }
    }
  }
}
