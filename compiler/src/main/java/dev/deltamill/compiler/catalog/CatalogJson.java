package dev.deltamill.compiler.catalog;

import dev.deltamill.ir.catalog.CatalogSnapshot;

/**
 * The JSON form of a catalog snapshot, {@code catalog.json}: what {@code compile} reads and what a repository keeps.
 *
 * <p>It is made to be read in a diff: one object per line, sorted, keys in a fixed order, LF, empty lists and false
 * left out. A name is {@code schema.name}, without schema where that is {@code pg_catalog}; a part that holds a dot or a
 * double quote stands in double quotes. Equal snapshots give equal texts, and {@code read(write(s))} equals {@code s}.
 */
public final class CatalogJson {
  /** Grows when a file of the new form would be misread by an old reader. */
  static final int FORMAT = 3;

  /** The first that holds collations and names equalities; since 2, aggregates are as volatile as what they call. */
  static final int OLDEST = 3;

  private CatalogJson() {}

  public static String write(CatalogSnapshot snapshot) {
    return new CatalogWriter().write(snapshot);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws CatalogFormatException if the text is anything else: a snapshot that is partly understood would compile to
   *     wrong artifacts
   */
  public static CatalogSnapshot read(String json) {
    return new CatalogParser().parse(json);
  }
}
