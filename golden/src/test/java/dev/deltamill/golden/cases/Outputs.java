package dev.deltamill.golden.cases;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.codegen.artifact.ArtifactFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that a case gives beside {@code case.sql}, by path within the case's folder: {@code explain.txt} and a folder of
 * artifacts as they are shipped, or {@code error.txt}.
 */
record Outputs(SortedMap<String, String> files) {
  /** Lines of a difference that are shown. */
  private static final int SHOWN = 12;

  /**
   * @param text of the definitions' file, for excerpts
   * @param scratch an empty folder
   */
  static Outputs of(CompileResult result, String text, Path scratch) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    String told = result.diagnostics().stream().map(diagnostic -> diagnostic.render(text)).collect(Collectors.joining("\n"));
    switch (result) {
      case CompileResult.Rejected _ -> files.put("error.txt", told);
      case CompileResult.Compiled(var artifacts, _, _) -> {
        ArtifactFolder.write(artifacts, scratch);
        files.putAll(read(scratch).files());
        files.put("explain.txt", Explain.text(artifacts) + (told.isEmpty() ? "" : "\n" + told));
      }
    }
    return new Outputs(files);
  }

  /** Everything in a case's folder but what a person wrote. */
  static Outputs read(Path folder) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString().replace(folder.getFileSystem().getSeparator(), "/");
        if (!path.equals(GoldenCase.FILE)) {
          files.put(path, Files.readString(file));
        }
      }
    }
    return new Outputs(files);
  }

  /** What is wrong with the outputs that lie in the folder, one entry per file. */
  static List<String> differences(Outputs golden, Outputs actual) {
    TreeSet<String> paths = new TreeSet<>(golden.files().keySet());
    paths.addAll(actual.files().keySet());
    List<String> differences = new ArrayList<>();
    for (String path : paths) {
      String expected = golden.files().get(path);
      String given = actual.files().get(path);
      if (expected == null) {
        differences.add(path + " is missing");
      } else if (given == null) {
        differences.add(path + " is an orphan: the case does not give it");
      } else if (!expected.equals(given)) {
        differences.add(path + " differs\n" + difference(expected, given));
      }
    }
    return differences;
  }

  /** The lines between what both texts have in common at their beginning and at their end. */
  private static String difference(String expected, String given) {
    List<String> before = List.of(expected.split("\n", -1));
    List<String> after = List.of(given.split("\n", -1));
    int start = 0;
    while (start < Math.min(before.size(), after.size()) && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < Math.min(before.size(), after.size()) - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    return "  line " + (start + 1) + "\n"
        + lines("- ", before.subList(start, before.size() - end))
        + lines("+ ", after.subList(start, after.size() - end));
  }

  private static String lines(String sign, List<String> lines) {
    String shown = lines.stream().limit(SHOWN).map(line -> "  " + sign + line + "\n").collect(Collectors.joining());
    return lines.size() <= SHOWN ? shown : shown + "  %s… %d more lines\n".formatted(sign, lines.size() - SHOWN);
  }

  /** Makes the folder hold these outputs beside what a person wrote, and nothing else. */
  void write(Path folder) throws IOException {
    for (String path : read(folder).files().keySet()) {
      if (!files.containsKey(path)) {
        Files.delete(folder.resolve(path));
      }
    }
    for (var file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.resolveSibling(""));
      if (!Files.exists(target) || !Files.readString(target).equals(file.getValue())) {
        Files.writeString(target, file.getValue());
      }
    }
    deleteEmptyFolders(folder);
  }

  private static void deleteEmptyFolders(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem) throws IOException {
            if (isEmpty(visited)) {
              Files.delete(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything there is to read, for lines of intent. */
  String all() {
    return String.join("\n", files.values());
  }
}
