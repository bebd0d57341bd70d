package dev.deltamill.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where the server's programs and data lie. */
final class Folders {

  private Folders() {}

  /**
   * A folder of this user's own for unpacked binaries. It is never a well-known name under the shared temporary folder:
   * there another user could have put programs of their own.
   */
  static Path cache() throws IOException {
    Path base = cacheOfUser();
    try {
      Path folder = base.resolve("deltamill").resolve("postgres");
      Files.createDirectories(folder);
      if (Files.isWritable(folder)) {
        return folder;
      }
    } catch (IOException e) {
      // A read-only or missing home: unpack again for this process.
    }
    return temporary();
  }

  private static Path cacheOfUser() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    if (xdg != null && !xdg.isBlank()) {
      return Path.of(xdg);
    }
    Path home = Path.of(System.getProperty("user.home"));
    return System.getProperty("os.name").startsWith("Mac")
        ? home.resolve("Library").resolve("Caches")
        : home.resolve(".cache");
  }

  /** A new folder that goes away with this JVM. */
  static Path temporary() throws IOException {
    Path folder = Files.createTempDirectory("deltamill-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    return folder;
  }

  /** Deletes what can be deleted; a leftover in the temporary folder is no reason to fail. */
  static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // See above.
    }
  }
}
