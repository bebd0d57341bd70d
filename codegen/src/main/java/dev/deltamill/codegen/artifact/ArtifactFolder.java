package dev.deltamill.codegen.artifact;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes artifacts to a folder and reads them back, believing nothing that does not match its hash. */
public final class ArtifactFolder {
  private ArtifactFolder() {}

  /** What a {@link #write} did: paths relative to the folder, in order. */
  public record Changes(List<String> written, List<String> deleted, List<String> unchanged) {
    public Changes {
      written = List.copyOf(written);
      deleted = List.copyOf(deleted);
      unchanged = List.copyOf(unchanged);
    }
  }

  /**
   * Makes a folder hold exactly this set. Files that hold the right bytes are not touched; files of an earlier set that this
   * one no longer has are deleted; every other file stays. The folder may not exist yet.
   *
   * <p>Each file is replaced in one step. When the process dies in between, {@link #read} refuses the folder and another
   * {@code write} completes it.
   *
   * @throws ArtifactFormatException if an index or manifest that lies there cannot be read, because then it is not known what
   *     may be deleted; or if the folder holds no artifacts but the files of somebody else
   */
  public static Changes write(ArtifactSet set, Path folder) throws IOException {
    SortedMap<String, String> files = new TreeMap<>(set.files());
    files.put(FolderIndex.FILE, FolderIndex.of(set).write());
    refuseForeign(folder, files.keySet());
    List<String> deleted = new ArrayList<>();
    for (String path : listed(folder)) {
      if (!files.containsKey(path) && Files.deleteIfExists(folder.resolve(path))) {
        deleted.add(path);
        deleteEmptyFolders(folder, path);
      }
    }
    List<String> written = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    for (String path : writingOrder(files.keySet())) {
      boolean change = replace(folder.resolve(path), files.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8));
      (change ? written : unchanged).add(path);
    }
    return new Changes(written, deleted, unchanged);
  }

  /**
   * A folder of definitions or sources that was named by mistake. What an interrupted write has left there is no stranger, nor are
   * hidden files such as .gitkeep.
   */
  private static void refuseForeign(Path folder, Set<String> paths) throws IOException {
    if (!Files.isDirectory(folder) || Files.exists(folder.resolve(FolderIndex.FILE))) {
      return;
    }
    Set<String> own = new TreeSet<>();
    for (String path : paths) {
      own.add(path.replaceFirst("/.*", ""));
    }
    List<String> strangers;
    try (Stream<Path> entries = Files.list(folder)) {
      strangers =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !name.startsWith(".") && !own.contains(name) && !name.endsWith(".tmp"))
              .sorted()
              .toList();
    }
    if (!strangers.isEmpty()) {
      throw new ArtifactFormatException(
          folder.toString(),
          "it holds other files (" + strangers.getFirst() + (strangers.size() > 1 ? ", …" : "") + ") and no artifacts",
          "Name a new or empty folder for the artifacts.");
    }
  }

  /** What lists a file is written after it. */
  private static List<String> writingOrder(Set<String> paths) {
    return Stream.of(
            paths.stream().filter(path -> path.endsWith(".sql")),
            paths.stream().filter(path -> !path.endsWith(".sql") && !path.equals(FolderIndex.FILE)),
            Stream.of(FolderIndex.FILE))
        .flatMap(part -> part)
        .toList();
  }

  /** The files of the set that lies in the folder, whether they still exist or not. */
  private static SortedSet<String> listed(Path folder) throws IOException {
    SortedSet<String> paths = new TreeSet<>();
    Path file = folder.resolve(FolderIndex.FILE);
    if (!Files.exists(file)) {
      return paths;
    }
    FolderIndex index = FolderIndex.read(file.toString(), text(file));
    index.captures().forEach(capture -> paths.add(capture.path()));
    for (FolderIndex.Definition definition : index.definitions()) {
      Path manifestFile = folder.resolve(definition.path());
      if (Files.exists(manifestFile)) {
        paths.add(definition.path());
        Manifest manifest = ManifestJson.read(manifestFile.toString(), text(manifestFile));
        for (Phase phase : manifest.phases()) {
          if (phase.kind() != Phase.Kind.CAPTURE) {
            paths.add(ArtifactSet.folder(definition.name()) + "/" + phase.name() + ".sql");
          }
        }
      }
    }
    return paths;
  }

  private static void deleteEmptyFolders(Path folder, String path) throws IOException {
    try {
      for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
        Files.delete(folder.resolve(path.substring(0, slash)));
      }
    } catch (DirectoryNotEmptyException e) {
      // Others still live there.
    }
  }

  private static boolean replace(Path file, byte[] bytes) throws IOException {
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return false;
    }
    Files.createDirectories(file.resolveSibling("."));
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    Files.write(beside, bytes);
    try {
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return true;
  }

  /**
   * Reads a folder that {@link #write} wrote.
   *
   * @throws NoSuchFileException if there is no index: the folder holds no artifacts
   * @throws TamperedArtifactException if a file is not what was compiled
   * @throws ArtifactFormatException if the index or a manifest cannot be understood
   */
  public static ArtifactSet read(Path folder) throws IOException {
    Path indexFile = folder.resolve(FolderIndex.FILE);
    FolderIndex index = FolderIndex.read(indexFile.toString(), text(indexFile));
    SortedMap<String, String> files = new TreeMap<>();
    for (FolderIndex.Capture capture : index.captures()) {
      files.put(capture.path(), checked(folder, capture.path(), capture.sha256()));
    }
    List<Manifest> manifests = new ArrayList<>();
    for (FolderIndex.Definition definition : index.definitions()) {
      String file = folder.resolve(definition.path()).toString();
      String json = checked(folder, definition.path(), definition.sha256());
      files.put(definition.path(), json);
      Manifest manifest = ManifestJson.read(file, json);
      if (!manifest.name().equals(definition.name())) {
        throw new ArtifactFormatException(
            file,
            "it is the manifest of " + manifest.name() + " and not of " + definition.name(),
            "Restore it from version control, or compile again.");
      }
      for (Phase phase : manifest.phases()) {
        String path = ArtifactSet.path(manifest, phase);
        files.put(path, checked(folder, path, phase.sha256()));
      }
      manifests.add(manifest);
    }
    refuseAdditional(folder, files.keySet());
    return new ArtifactSet(manifests, files);
  }

  private static String checked(Path folder, String path, String expected) throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw TamperedArtifactException.missing(file, expected);
    }
    byte[] bytes = Files.readAllBytes(file);
    // Bytes that are no UTF-8 become replacement characters, which no artifact holds: the hash differs.
    String text = new String(bytes, StandardCharsets.UTF_8);
    String found = Hashes.sha256(text);
    if (!found.equals(expected)) {
      boolean onlyLineEnds = Hashes.sha256(text.replace("\r\n", "\n")).equals(expected);
      throw TamperedArtifactException.changed(file, expected, found, onlyLineEnds);
    }
    return text;
  }

  /** SQL that nobody compiled must not pass for an artifact in a review; other files are none of our business. */
  private static void refuseAdditional(Path folder, Set<String> known) throws IOException {
    SortedSet<String> owned = new TreeSet<>();
    for (String path : known) {
      owned.add(path.substring(0, path.indexOf('/')));
    }
    for (String name : owned) {
      List<Path> found;
      try (Stream<Path> entries = Files.walk(folder.resolve(name))) {
        found = entries.filter(entry -> entry.toString().endsWith(".sql")).sorted().toList();
      }
      for (Path file : found) {
        String path = folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        if (!known.contains(path)) {
          String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
          throw TamperedArtifactException.additional(file, Hashes.sha256(text));
        }
      }
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ArtifactFormatException(
          file.toString(), "it is not text in UTF-8", "Restore it from version control, or compile again.");
    }
  }
}
