package dev.deltamill.compiler.definition;

import dev.deltamill.compiler.grammar.PostgresParser.OptionContext;
import dev.deltamill.compiler.grammar.PostgresParser.OptionValueContext;
import dev.deltamill.compiler.syntax.SourcePositions;
import dev.deltamill.compiler.syntax.Suggestions;
import dev.deltamill.compiler.syntax.TokenText;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.plan.RefreshMode;
import dev.deltamill.ir.plan.Schedule;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;

/** Reads {@code WITH (…)}; a wrong option leaves its default, so that the rest is still checked. */
final class OptionReader {
  private static final List<String> NAMES = List.of("refresh", "schedule");
  private static final List<String> REFRESH_MODES = List.of("auto", "differential", "full");

  private final SourcePositions positions;
  private final List<Diagnostic> diagnostics;

  OptionReader(SourcePositions positions, List<Diagnostic> diagnostics) {
    this.positions = positions;
    this.diagnostics = diagnostics;
  }

  DefinitionOptions read(List<OptionContext> options) {
    RefreshMode refresh = DefinitionOptions.DEFAULT.refresh();
    Schedule schedule = DefinitionOptions.DEFAULT.schedule();
    Set<String> seen = new HashSet<>();
    for (OptionContext option : options) {
      String name = TokenText.label(option.label()).value();
      if (!seen.add(name)) {
        error(DiagnosticCode.BAD_OPTION_VALUE, option, "option \"" + name + "\" is given twice", "Leave one of them out.");
      }
      switch (name) {
        case "refresh" -> refresh = refresh(option.optionValue()).orElse(refresh);
        case "schedule" -> schedule = schedule(option.optionValue()).orElse(schedule);
        default ->
            error(
                DiagnosticCode.UNKNOWN_OPTION,
                option.label(),
                "unknown option \"" + name + "\"",
                Suggestions.nearest(name, NAMES)
                    .map(near -> "Did you mean \"" + near + "\"?")
                    .orElse("The options are " + String.join(" and ", NAMES) + "."));
      }
    }
    return new DefinitionOptions(refresh, schedule);
  }

  private Optional<RefreshMode> refresh(OptionValueContext value) {
    String text = text(value).strip().toLowerCase(Locale.ROOT);
    if (REFRESH_MODES.contains(text)) {
      return Optional.of(RefreshMode.valueOf(text.toUpperCase(Locale.ROOT)));
    }
    error(
        DiagnosticCode.BAD_OPTION_VALUE,
        value,
        "unknown refresh mode '" + text(value) + "'",
        Suggestions.nearest(text, REFRESH_MODES)
            .map(near -> "Did you mean '" + near + "'?")
            .orElse("Write 'auto', 'differential' or 'full'."));
    return Optional.empty();
  }

  private Optional<Schedule> schedule(OptionValueContext value) {
    return switch (Schedules.read(text(value))) {
      case Schedules.Reading.Read(var schedule) -> Optional.of(schedule);
      case Schedules.Reading.Wrong(var message, var remedy) -> {
        error(DiagnosticCode.BAD_OPTION_VALUE, value, message, remedy);
        yield Optional.empty();
      }
    };
  }

  private static String text(OptionValueContext value) {
    if (value.string() != null) {
      return TokenText.string(value.string());
    }
    return value.label() != null ? TokenText.label(value.label()).value() : value.getText();
  }

  private void error(DiagnosticCode code, ParserRuleContext place, String message, String remedy) {
    diagnostics.add(Diagnostic.error(code, positions.span(place), message, remedy));
  }
}
