package dev.deltamill.compiler;

import dev.deltamill.compiler.catalog.CatalogJson;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Catalog snapshots for tests that have no database. */
public final class TestCatalogs {
  private TestCatalogs() {}

  /**
   * PostgreSQL 18 with {@code corpus/postgres-queries-schema.sql} in it. The runtime's {@code CorpusCatalogTest} keeps the
   * file true.
   */
  public static CatalogSnapshot corpus() {
    return Corpus.SNAPSHOT;
  }

  /** The text of {@link #corpus()}. */
  public static String corpusJson() {
    try (InputStream file = TestCatalogs.class.getResourceAsStream("/catalogs/corpus-18.json.gz");
        InputStream json = new GZIPInputStream(Objects.requireNonNull(file))) {
      return new String(json.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Corpus {
    static final CatalogSnapshot SNAPSHOT = CatalogJson.read(corpusJson());
  }
}
