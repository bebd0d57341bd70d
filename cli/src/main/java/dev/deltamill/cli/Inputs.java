package dev.deltamill.cli;

import dev.deltamill.codegen.artifact.ArtifactFolder;
import dev.deltamill.compiler.catalog.CatalogFormatException;
import dev.deltamill.compiler.catalog.CatalogJson;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.diagnostic.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What commands read from disk. */
public final class Inputs {
  private static final String INDEX = "deltamill.json";

  private Inputs() {}

  /** An argument without which picocli does not call the command. */
  public static <T> T given(@Nullable T argument) {
    if (argument == null) {
      throw new IllegalStateException("a required argument is missing");
    }
    return argument;
  }

  public static boolean isArtifactFolder(Path path) {
    return Files.exists(path.resolve(INDEX));
  }

  public static ArtifactSet artifacts(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || !isArtifactFolder(folder)) {
      throw new UserError(
          Files.exists(folder) ? folder + " holds no artifacts: it has no " + INDEX : folder + " does not exist",
          "Name the folder that deltamill compile -o wrote.");
    }
    return ArtifactFolder.read(folder);
  }

  public static CatalogSnapshot catalog(Path file) throws IOException {
    try {
      return CatalogJson.read(TextFile.read(file));
    } catch (CatalogFormatException e) {
      throw new UserError("%s:%d: %s".formatted(file, e.line(), e.what()), e.remedy(), e);
    }
  }

  /**
   * The SQL files among these files and folders, in order of their names, each once. A file is known by its path from where the
   * user works, so that messages can be clicked and are the same on every machine.
   */
  public static List<SourceText> definitions(List<Path> paths) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> entries = Files.walk(path)) {
          entries
              .filter(file -> file.toString().endsWith(".sql") && Files.isRegularFile(file))
              .forEach(file -> files.put(name(file), file));
        }
      } else if (Files.exists(path)) {
        files.put(name(path), path);
      } else {
        throw new UserError(path + " does not exist", "Name files or folders with your definitions.");
      }
    }
    if (files.isEmpty()) {
      throw new UserError(
          "there is no .sql file in " + String.join(", ", paths.stream().map(Path::toString).toList()),
          "Name files or folders with your definitions.");
    }
    List<SourceText> texts = new ArrayList<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      texts.add(new SourceText(file.getKey(), TextFile.read(file.getValue())));
    }
    texts.sort(Comparator.comparing(SourceText::name));
    return texts;
  }

  private static String name(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath().normalize();
    Path shown = absolute.startsWith(here) ? here.relativize(absolute) : file.normalize();
    return shown.toString().replace('\\', '/');
  }
}
