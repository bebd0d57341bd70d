package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.codegen.artifact.ArtifactFormatException;
import dev.deltamill.codegen.artifact.TamperedArtifactException;
import dev.deltamill.runtime.Problem;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;

/**
 * Why a command could not run, for the user.
 *
 * @param code empty where there is none
 * @param remedy empty where the message says it already
 */
record Failure(String code, String message, String remedy) {
  static Failure of(Throwable e) {
    return switch (e) {
      case UserError error -> new Failure("", message(error), error.remedy());
      case Problem problem -> new Failure(problem.code().code(), message(problem), problem.remedy());
      case TamperedArtifactException tampered ->
          new Failure(
              Problem.Code.TAMPERED_ARTIFACT.code(), tampered.path() + ": " + tampered.what(), tampered.remedy());
      case ArtifactFormatException damaged -> new Failure("", damaged.file() + ": " + damaged.what(), damaged.remedy());
      case NoSuchFileException missing -> new Failure("", missing.getFile() + " does not exist", "Check the path.");
      case AccessDeniedException denied ->
          new Failure("", denied.getFile() + " may not be accessed", "Check the rights of the file and its folder.");
      case FileAlreadyExistsException exists ->
          new Failure("", exists.getFile() + " is in the way: it is a file where a folder is needed", "Move it elsewhere.");
      case NotDirectoryException notFolder -> new Failure("", notFolder.getFile() + " is not a folder", "Check the path.");
      case DirectoryNotEmptyException folder ->
          new Failure("", folder.getFile() + " is in the way: it is a folder where a file is needed", "Move it elsewhere.");
      case FileSystemException other -> new Failure("", message(other), "");
      case SQLException sql ->
          new Failure(
              Problem.Code.DATABASE_ERROR.code(),
              "the database refuses: %s (SQLSTATE %s)".formatted(firstLine(message(sql)), sql.getSQLState()),
              "");
      default ->
          new Failure(
              "",
              "Deltamill failed where it should not: " + e,
              "Please report it with the trace that --debug or DELTAMILL_DEBUG=1 shows.");
    };
  }

  void print(Console console, Throwable e, boolean debug) {
    String label = code.isEmpty() ? "error" : "error [" + code + "]";
    console.err().println(console.errorStyle().bad(label) + ": " + message);
    if (!remedy.isEmpty()) {
      console.err().println("  = " + remedy);
    }
    if (debug) {
      e.printStackTrace(console.err());
    }
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
  }
}
