package dev.deltamill.oracle.cases;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds case files: those that are named, and every {@code .json} file of a folder and the folders in it. */
public final class CaseFiles {
  private CaseFiles() {}

  /**
   * @throws NoSuchFileException where a path does not exist
   * @throws CaseFormatException where a file is no case
   */
  public static List<Case> read(List<Path> paths) throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      if (Files.isDirectory(path)) {
        try (Stream<Path> entries = Files.walk(path)) {
          entries.filter(file -> file.toString().endsWith(".json") && Files.isRegularFile(file)).forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    List<Case> cases = new ArrayList<>();
    for (Path file : files) {
      cases.add(read(file));
    }
    return cases;
  }

  private static Case read(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      return CaseReader.read(file.toString(), text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw new CaseFormatException(file.toString(), 1, 1, "the file is not text in UTF-8", "Convert it.");
    }
  }
}
