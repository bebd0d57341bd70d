package dev.deltamill.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL refuses to run as root. For root it runs in a user namespace, where it sees itself as nobody and still owns
 * root's files; where namespaces are forbidden (most containers) it runs as nobody in earnest.
 *
 * @param prefix what to put before a command
 * @param fileOwner the uid that must own the data, where it isn't this process's own
 */
record OrdinaryUser(List<String> prefix, Optional<Integer> fileOwner) {

  private static final int NOBODY = 65534;

  static OrdinaryUser find() throws IOException {
    if (ownUid() != 0) {
      return new OrdinaryUser(List.of(), Optional.empty());
    }
    List<String> namespace = List.of("unshare", "-U");
    if (uidBehind(namespace).filter(uid -> !uid.equals("0")).isPresent()) {
      return new OrdinaryUser(namespace, Optional.empty());
    }
    List<String> nobody =
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    if (uidBehind(nobody).filter(String.valueOf(NOBODY)::equals).isPresent()) {
      return new OrdinaryUser(nobody, Optional.of(NOBODY));
    }
    throw new IOException(
        "PostgreSQL refuses to run as root, and neither unshare nor setpriv (package util-linux) gives it another user:"
            + " run this as an ordinary user");
  }

  private static int ownUid() throws IOException {
    Path file = Files.createTempFile("deltamill-", ".uid");
    try {
      return (Integer) Files.getAttribute(file, "unix:uid");
    } finally {
      Files.delete(file);
    }
  }

  boolean ownsOtherFiles() {
    return fileOwner.isPresent();
  }

  void give(Path folder) throws IOException {
    if (fileOwner.isEmpty()) {
      return;
    }
    Integer uid = fileOwner.get();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.setAttribute(file, "unix:uid", uid);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
            Files.setAttribute(visited, "unix:uid", uid);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static Optional<String> uidBehind(List<String> prefix) {
    try {
      List<String> command = new ArrayList<>(prefix);
      command.addAll(List.of("id", "-u"));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
