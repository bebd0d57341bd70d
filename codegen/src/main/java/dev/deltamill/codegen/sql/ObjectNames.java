package dev.deltamill.codegen.sql;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of the objects that Deltamill creates, all in schema {@code deltamill}: {@code public_orders__changes} for the change buffer of {@code
 * public.orders}. Different tables get different names: where schema or name would make the readable form ambiguous or too long, eight hex digits
 * of a hash of the qualified name take its place.
 */
public final class ObjectNames {
  public static final Identifier SCHEMA = new Identifier("deltamill");

  /** PostgreSQL cuts names at 63 bytes; the longest suffix must fit behind the stem. */
  private static final int LONGEST_STEM = 40;

  private ObjectNames() {}

  public static QualifiedName storage(QualifiedName streamTable) {
    return named(streamTable, "rows");
  }

  public static QualifiedName workTable(QualifiedName streamTable, String work) {
    return named(streamTable, work);
  }

  public static QualifiedName buffer(QualifiedName source) {
    return named(source, "changes");
  }

  /**
   * @param event {@code insert}, {@code update}, {@code delete} or {@code truncate}
   */
  public static QualifiedName captureFunction(QualifiedName source, String event) {
    return named(source, "capture_" + event);
  }

  /** An index on one of our tables; index names need no schema. */
  public static Identifier index(QualifiedName streamTable, String what) {
    return named(streamTable, what).name();
  }

  private static QualifiedName named(QualifiedName table, String suffix) {
    return new QualifiedName(SCHEMA, new Identifier(stem(table) + "__" + suffix));
  }

  private static String stem(QualifiedName table) {
    String schema = table.schema().value();
    String name = table.name().value();
    String readable = schema + "_" + name;
    boolean unambiguous =
        schema.matches("[a-z][a-z0-9]*") && name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*") && readable.length() <= LONGEST_STEM;
    return unambiguous ? readable : hashed(table, readable);
  }

  private static String hashed(QualifiedName table, String readable) {
    String kept = readable.replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
    String start = kept.substring(0, Math.min(kept.length(), LONGEST_STEM - 10));
    return (start.isEmpty() || !Character.isLetter(start.charAt(0)) ? "t" + start : start) + "__" + hash(table.sql());
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
