package dev.deltamill.golden.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person wrote: {@code case.sql} of one folder.
 *
 * <p>It has the sections {@code -- schema}, {@code -- definition} and {@code -- changes}, and lines of intent that no rewrite
 * touches: {@code -- expect: text} must appear in what the case gives, {@code -- expect-not: text} must not.
 *
 * @param name {@code <operator>/<case>}
 */
record GoldenCase(String name, Path folder, Map<Section, String> sections, List<Intent> intents) {
  static final String FILE = "case.sql";

  private static final Pattern INTENT = Pattern.compile("-- (expect|expect-not): (.+)");

  enum Section {
    SCHEMA,
    DEFINITION,
    CHANGES
  }

  /**
   * One line of intent.
   *
   * @param expected whether the text must appear, or must not
   */
  record Intent(boolean expected, String text) {}

  static List<GoldenCase> allIn(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(root)) {
      files = found.filter(file -> file.getFileName().toString().equals(FILE)).sorted().toList();
    }
    List<GoldenCase> cases = new ArrayList<>();
    for (Path file : files) {
      Path folder = file.resolveSibling("");
      String name = root.relativize(folder).toString().replace(root.getFileSystem().getSeparator(), "/");
      cases.add(parse(name, folder, Files.readString(file)));
    }
    return cases;
  }

  /** Each section keeps its place in the file, so that diagnostics point into the file itself. */
  static GoldenCase parse(String name, Path folder, String text) {
    Map<Section, StringBuilder> sections = new EnumMap<>(Section.class);
    List<Intent> intents = new ArrayList<>();
    Section current = null;
    int line = 0;
    for (String content : text.lines().toList()) {
      Matcher intent = INTENT.matcher(content);
      Section next = section(content);
      if (intent.matches()) {
        intents.add(new Intent(intent.group(1).equals("expect"), intent.group(2).strip()));
      } else if (next != null) {
        current = next;
        sections.put(current, new StringBuilder("\n".repeat(line)));
      } else if (current != null) {
        sections.get(current).append(content);
      } else if (!content.isBlank() && !content.startsWith("--")) {
        throw new IllegalArgumentException("%s: line %d stands before the first section".formatted(name, line + 1));
      }
      line++;
      if (current != null) {
        sections.get(current).append('\n');
      }
    }
    Map<Section, String> texts = new EnumMap<>(Section.class);
    sections.forEach((section, content) -> texts.put(section, content.toString()));
    return new GoldenCase(name, folder, texts, intents);
  }

  private static @Nullable Section section(String line) {
    for (Section section : Section.values()) {
      if (line.equals("-- " + section.name().toLowerCase(Locale.ROOT))) {
        return section;
      }
    }
    return null;
  }

  String text(Section section) {
    return sections.getOrDefault(section, "");
  }

  /** The changes, one statement each; those of the cases hold no other semicolons. */
  List<String> changes() {
    return Stream.of(text(Section.CHANGES).split(";")).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }
}
