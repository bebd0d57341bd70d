package dev.deltamill.codegen.artifact;

/** A file of an artifact folder that cannot be understood: damaged, edited by hand, or written by a newer version. */
public final class ArtifactFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final String what;
  private final String remedy;

  ArtifactFormatException(String file, String what, String remedy) {
    super(file + ": " + what + ". " + remedy);
    this.file = file;
    this.what = what;
    this.remedy = remedy;
  }

  /** The file as the caller named it. */
  public String file() {
    return file;
  }

  /** What is wrong there, a clause without full stop. */
  public String what() {
    return what;
  }

  /** What the user can do about it, a sentence. */
  public String remedy() {
    return remedy;
  }
}
