package dev.deltamill.codegen.artifact;

import java.nio.file.Path;
import java.util.Optional;

/** A file of an artifact folder is not what was compiled: changed, missing or added. */
public final class TamperedArtifactException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Path path;
  private final transient Optional<String> expected;
  private final transient Optional<String> found;
  private final String what;
  private final String remedy;

  private TamperedArtifactException(
      Path path, Optional<String> expected, Optional<String> found, String what, String remedy) {
    super(path + ": " + what + ". " + remedy);
    this.path = path;
    this.expected = expected;
    this.found = found;
    this.what = what;
    this.remedy = remedy;
  }

  static TamperedArtifactException changed(Path path, String expected, String found, boolean onlyLineEnds) {
    return new TamperedArtifactException(
        path,
        Optional.of(expected),
        Optional.of(found),
        "its text was changed after it was compiled: hash " + found + " instead of " + expected,
        onlyLineEnds
            ? "Only its line ends differ: put \"* text eol=lf\" for this folder into .gitattributes and check it out again."
            : "Restore it from version control, or compile again.");
  }

  static TamperedArtifactException missing(Path path, String expected) {
    return new TamperedArtifactException(
        path,
        Optional.of(expected),
        Optional.empty(),
        "the file is missing: hash " + expected + " is expected",
        "Restore it from version control, or compile again.");
  }

  static TamperedArtifactException additional(Path path, String found) {
    return new TamperedArtifactException(
        path,
        Optional.empty(),
        Optional.of(found),
        "no manifest lists this file: hash " + found,
        "Move it elsewhere or delete it; a file that was not compiled is never executed.");
  }

  public Path path() {
    return path;
  }

  /** The hash under which the file was compiled; empty for a file that was not. */
  public Optional<String> expected() {
    return expected;
  }

  /** The hash of what lies there; empty for a file that is missing. */
  public Optional<String> found() {
    return found;
  }

  /** What is wrong with it, a clause without full stop. */
  public String what() {
    return what;
  }

  /** What the user can do about it, a sentence. */
  public String remedy() {
    return remedy;
  }
}
