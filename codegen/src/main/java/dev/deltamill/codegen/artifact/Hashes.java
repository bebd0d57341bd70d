package dev.deltamill.codegen.artifact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which an artifact is known: of the version of the artifact format and of the text. */
public final class Hashes {
  /** Version of the artifact format, {@link dev.deltamill.ir.artifact.Manifest#format()}. */
  public static final int FORMAT = 1;

  private Hashes() {}

  /** SHA-256, lower-case hex, over the line {@code deltamill artifact format 1} and the text in UTF-8. */
  public static String sha256(String text) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update(("deltamill artifact format " + FORMAT + "\n").getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
