package dev.deltamill.cli.demo;

import dev.deltamill.cli.terminal.Progress;
import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.Distributions;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.NationGenerator;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.PartGenerator;
import io.trino.tpch.PartSupplier;
import io.trino.tpch.PartSupplierGenerator;
import io.trino.tpch.RegionGenerator;
import io.trino.tpch.SupplierGenerator;
import io.trino.tpch.TextPool;
import io.trino.tpch.TpchEntity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Data of the TPC-H benchmark (specification, clause 4.2).
 *
 * @param scale 1 is a gigabyte
 */
record Tpch(double scale, Distributions distributions, TextPool texts) {
  /** Comments are cut out of a text of this size; the specification's is thirty times longer, and nothing here reads it. */
  private static final int TEXT = 10_000_000;

  private static final int CHUNK = 1 << 16;

  static Tpch of(double scale) {
    Distributions distributions = Distributions.getDefaultDistributions();
    return new Tpch(scale, distributions, new TextPool(TEXT, distributions));
  }

  private record Table(String name, long expected, Iterable<? extends TpchEntity> rows) {}

  private List<Table> tables() {
    return List.of(
        new Table("region", 5, new RegionGenerator(distributions, () -> texts)),
        new Table("nation", 25, new NationGenerator(distributions, () -> texts)),
        new Table("supplier", rows(SupplierGenerator.SCALE_BASE), new SupplierGenerator(scale, 1, 1, distributions, () -> texts)),
        new Table("part", rows(PartGenerator.SCALE_BASE), new PartGenerator(scale, 1, 1, distributions, () -> texts)),
        new Table("partsupp", 4 * rows(PartGenerator.SCALE_BASE), partSuppliers()),
        new Table("customer", customers(), new CustomerGenerator(scale, 1, 1, distributions, () -> texts)),
        new Table("orders", orders(), new OrderGenerator(scale, 1, 1, distributions, () -> texts)),
        new Table("lineitem", 4 * orders(), new LineItemGenerator(scale, 1, 1, distributions, () -> texts)));
  }

  /** Where suppliers are few, the specification's formula gives a part the same one twice. */
  private Iterable<PartSupplier> partSuppliers() {
    return () -> {
      Set<Long> suppliers = new HashSet<>();
      long[] part = {0};
      return StreamSupport.stream(new PartSupplierGenerator(scale, 1, 1, () -> texts).spliterator(), false)
          .filter(
              row -> {
                if (row.partKey() != part[0]) {
                  part[0] = row.partKey();
                  suppliers.clear();
                }
                return suppliers.add(row.supplierKey());
              })
          .iterator();
    };
  }

  private long rows(int base) {
    return (long) (base * scale);
  }

  long orders() {
    return rows(OrderGenerator.SCALE_BASE);
  }

  long customers() {
    return rows(CustomerGenerator.SCALE_BASE);
  }

  long parts() {
    return rows(PartGenerator.SCALE_BASE);
  }

  long suppliers() {
    return rows(SupplierGenerator.SCALE_BASE);
  }

  /** Creates the tables, fills them and gives them their keys; returns the number of rows. */
  long load(Connection connection, Progress progress) throws SQLException {
    execute(connection, resource("schema.sql"));
    long total = tables().stream().mapToLong(Table::expected).sum();
    long done = 0;
    for (Table table : tables()) {
      done += copy(connection, table, progress, done, total);
    }
    progress.step("creating keys and indexes");
    execute(connection, resource("keys.sql"));
    return done;
  }

  private static long copy(Connection connection, Table table, Progress progress, long before, long total)
      throws SQLException {
    long rows = 0;
    CopyIn copy = copyInto(connection, table.name());
    try {
      StringBuilder chunk = new StringBuilder();
      for (TpchEntity row : table.rows()) {
        append(chunk, row);
        rows++;
        if (chunk.length() > CHUNK) {
          write(copy, chunk);
          progress.bar("loading " + table.name(), before + rows, total);
        }
      }
      write(copy, chunk);
      copy.endCopy();
      return rows;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** COPY knows no separator behind the last column. */
  static void append(StringBuilder lines, TpchEntity row) {
    String line = row.toLine();
    lines.append(line, 0, line.length() - 1).append('\n');
  }

  static CopyIn copyInto(Connection connection, String table) throws SQLException {
    return connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY " + table + " FROM STDIN (DELIMITER '|')");
  }

  static void write(CopyIn copy, StringBuilder lines) throws SQLException {
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    lines.setLength(0);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  /** A file that stands beside this class. */
  static String resource(String name) {
    try (InputStream stream = Tpch.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the program lacks " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "TPC-H scale " + String.format(Locale.ROOT, "%s", scale);
  }
}
