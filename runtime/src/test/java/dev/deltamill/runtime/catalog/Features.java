package dev.deltamill.runtime.catalog;

import dev.deltamill.fixture.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;

/** A schema with one of everything that a catalog can hold. */
final class Features {
  private Features() {}

  static void create(Database database) throws SQLException, IOException {
    try (InputStream file = Features.class.getResourceAsStream("features.sql")) {
      database.execute(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
    }
    if (database.majorVersion() >= 15) {
      database.execute("CREATE UNIQUE INDEX scratch_nulls ON app.scratch (a) NULLS NOT DISTINCT");
    }
    if (database.majorVersion() >= 18) {
      database.execute(
          "ALTER TABLE app.scratch ADD CONSTRAINT scratch_c NOT NULL c NOT VALID",
          "ALTER TABLE app.derived ADD COLUMN twice integer GENERATED ALWAYS AS (y * 2) VIRTUAL",
          "CREATE TABLE app.stay (room int4range, during daterange, UNIQUE (room, during WITHOUT OVERLAPS))",
          "CREATE TABLE app.visit (room int4range, during daterange,"
              + " FOREIGN KEY (room, PERIOD during) REFERENCES app.stay (room, PERIOD during),"
              + " CONSTRAINT unenforced FOREIGN KEY (room, PERIOD during) REFERENCES app.stay (room, PERIOD during)"
              + " NOT ENFORCED)");
    }
  }
}
