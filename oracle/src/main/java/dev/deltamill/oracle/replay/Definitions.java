package dev.deltamill.oracle.replay;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.codegen.Deltamill;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.ir.name.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles the stream tables of a case in mode auto. One that is refused is left out, with those that read it. */
final class Definitions {
  private final CatalogSnapshot catalog;
  private final List<Tracked> tables;

  Definitions(CatalogSnapshot catalog, List<Tracked> tables) {
    this.catalog = catalog;
    this.tables = tables;
  }

  /** Empty where all were refused. */
  Optional<CompileResult.Compiled> compile() {
    List<Tracked> candidates = new ArrayList<>(tables);
    while (!candidates.isEmpty()) {
      switch (Deltamill.compile(catalog, candidates.stream().map(Definitions::text).toList())) {
        case CompileResult.Compiled compiled -> {
          candidates.forEach(table -> table.compiled(compiled));
          return Optional.of(compiled);
        }
        case CompileResult.Rejected rejected -> {
          List<Diagnostic> errors = rejected.diagnostics().stream().filter(Diagnostic::isError).toList();
          candidates.forEach(table -> refuse(table, errors));
          if (!candidates.removeIf(table -> !table.undecided())) {
            throw new IllegalStateException("the compiler refuses without saying what: " + errors);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static void refuse(Tracked table, List<Diagnostic> errors) {
    SourceText text = text(table);
    List<Diagnostic> own = errors.stream().filter(error -> error.span().file().equals(text.name())).toList();
    if (!own.isEmpty()) {
      table.refuse(
          own.stream().map(error -> error.code().code() + " " + error.message()).toList(),
          own.getFirst().render(text.text()).stripTrailing());
    }
  }

  /** The query begins a line of its own, so that positions count from it. */
  private static SourceText text(Tracked table) {
    return new SourceText(
        table.table().name(),
        "CREATE STREAM TABLE %s AS\n%s\n;\n".formatted(new Identifier(table.table().name()).sql(), table.table().query()));
  }
}
