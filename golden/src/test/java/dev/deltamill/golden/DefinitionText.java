package dev.deltamill.golden;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A definition as a person sees it, taken from its file without the compiler's help. Queries in the files hold no semicolons.
 *
 * @param name of the stream table, as SQL
 * @param open whether the query leaves open which of several equal values it gives (1.5 or 1.50); a line {@code -- open: …} above
 *     the definition says so
 */
public record DefinitionText(String name, String query, boolean open) {
  private static final Pattern FORM =
      Pattern.compile(
          "(-- open: [^\\n]*\\n)?CREATE STREAM TABLE\\s+([\\w.\"]+)(?:\\s+WITH\\s*\\([^)]*\\))?\\s+AS\\s+(.*?);",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  public static List<DefinitionText> allIn(String file) {
    return FORM.matcher(file)
        .results()
        .map(match -> new DefinitionText(match.group(2), match.group(3), match.group(1) != null))
        .toList();
  }
}
