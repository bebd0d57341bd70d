package dev.deltamill.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of a reason code: a heading, prose, examples, a remedy. People write it, except for what the compiler says to each example.
 *
 * @param text in Markdown
 */
record CodePage(String text) {
  private static final Pattern HEADING = Pattern.compile("\\A# (DM\\d{4}): (.+)\n\n");

  private static final Pattern EXAMPLE =
      Pattern.compile("```sql\n(?<definitions>.*?)```\n\n```text\n(?<told>.*?)```\n", Pattern.DOTALL);

  /** {@code DM1001: Syntax error} */
  String heading() {
    Matcher heading = HEADING.matcher(text);
    if (!heading.find()) {
      throw new IllegalStateException("a page begins with '# DM1001: …' and an empty line");
    }
    return heading.group(1) + ": " + heading.group(2);
  }

  List<String> examples() {
    List<String> examples = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(text);
    while (example.find()) {
      examples.add(example.group("definitions"));
    }
    return examples;
  }

  /** The page with what is told of each example. */
  CodePage telling(UnaryOperator<String> told) {
    return new CodePage(
        EXAMPLE
            .matcher(text)
            .replaceAll(
                example ->
                    Matcher.quoteReplacement(
                        "```sql\n%s```\n\n```text\n%s```\n".formatted(example.group(1), told.apply(example.group(1))))));
  }
}
