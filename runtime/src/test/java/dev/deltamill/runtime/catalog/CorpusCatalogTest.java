package dev.deltamill.runtime.catalog;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deltamill.compiler.catalog.CatalogJson;
import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.Rewriting;
import dev.deltamill.fixture.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * The snapshot with which the compiler's tests do without a database is what a database gives; {@code -Dgolden.rewrite}
 * makes it so.
 */
class CorpusCatalogTest {
  private static final Path RESOURCES = Path.of("..", "compiler", "src", "test", "resources").normalize();
  private static final Path SNAPSHOT = RESOURCES.resolve(Path.of("catalogs", "corpus-18.json.gz"));
  private static final Path SCHEMA = RESOURCES.resolve(Path.of("corpus", "postgres-queries-schema.sql"));

  @Test
  void theCheckedInSnapshotIsCurrent() throws Exception {
    TestServer server = TestServer.shared();
    assumeTrue(server.majorVersion() == 18, "the snapshot is one of PostgreSQL 18");
    assumeTrue(System.getProperty("deltamill.test.url") == null, "a given server may hold more than a new one does");
    String actual;
    try (Database database = server.newDatabase()) {
      database.execute(Files.readString(SCHEMA));
      try (Connection connection = database.connect()) {
        actual = CatalogJson.write(CatalogReader.read(connection));
      }
    }
    if (Rewriting.isAskedFor("golden.rewrite") && !(Files.exists(SNAPSHOT) && unzip().equals(actual))) {
      zip(actual);
    }
    // Not the compressed bytes: they may differ between JDKs.
    SnapshotAssert.assertSameText(actual, unzip());
  }

  private static String unzip() throws IOException {
    try (InputStream json = new GZIPInputStream(Files.newInputStream(SNAPSHOT))) {
      return new String(json.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Java writes no name and no time into the header, so equal texts give equal bytes. */
  private static void zip(String json) throws IOException {
    Files.createDirectories(SNAPSHOT.getParent());
    try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(SNAPSHOT))) {
      file.write(json.getBytes(StandardCharsets.UTF_8));
    }
  }
}
