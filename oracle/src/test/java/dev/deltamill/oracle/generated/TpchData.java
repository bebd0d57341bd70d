package dev.deltamill.oracle.generated;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * TPC-H's tables with few rows, laid out so that each of the 22 queries finds some: nations, dates, brands and containers come from the short
 * lists that the queries ask for, and every supplier of a line also supplies its part.
 */
final class TpchData {
  /** Each table's rows, in the order in which the tables depend on one another. */
  static final Map<String, String> ROWS = new LinkedHashMap<>();

  static {
    ROWS.put(
        "region",
        "SELECT i, (ARRAY['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST'])[i + 1], 'r' FROM generate_series(0, 4) AS i");
    ROWS.put(
        "nation",
        """
        SELECT i, (ARRAY['ALGERIA', 'ARGENTINA', 'BRAZIL', 'CANADA', 'EGYPT', 'ETHIOPIA', 'FRANCE', 'GERMANY', 'INDIA', 'INDONESIA',
        'IRAN', 'IRAQ', 'JAPAN', 'JORDAN', 'KENYA', 'MOROCCO', 'MOZAMBIQUE', 'PERU', 'CHINA', 'ROMANIA', 'SAUDI ARABIA', 'VIETNAM',
        'RUSSIA', 'UNITED KINGDOM', 'UNITED STATES'])[i + 1],
        (ARRAY[0, 1, 1, 1, 4, 0, 3, 3, 2, 2, 4, 4, 2, 4, 0, 0, 0, 1, 2, 3, 4, 2, 3, 3, 1])[i + 1], 'n' FROM generate_series(0, 24) AS i
        """);
    ROWS.put(
        "supplier",
        """
        SELECT i, 'Supplier#' || i, 'street ' || i, (ARRAY[3, 7, 6, 20, 12, 3, 8, 2, 20, 24])[1 + i % 10], '10-' || i,
        i * 137 % 900 - 99.50, CASE WHEN i % 6 = 0 THEN 'Customer with Complaints' ELSE 'plain' END FROM generate_series(1, 24) AS i
        """);
    ROWS.put(
        "customer",
        """
        SELECT i, 'Customer#' || i, 'road ' || i, (ARRAY[7, 6, 12, 8, 24, 12, 2])[1 + i % 7],
        (ARRAY['13', '31', '23', '29', '30', '18', '17', '10'])[1 + i % 8] || '-' || i, i * 377 % 5000 - 499.75,
        (ARRAY['AUTOMOBILE', 'BUILDING', 'FURNITURE', 'MACHINERY', 'BUILDING'])[1 + i % 5], 'c' FROM generate_series(1, 30) AS i
        """);
    ROWS.put(
        "part",
        """
        SELECT i, (ARRAY['almond', 'forest', 'green', 'forest'])[1 + i % 4] || ' ' || (ARRAY['ivory', 'green', 'lace'])[1 + i % 3],
        'Manufacturer#' || 1 + i % 3, 'Brand#' || 1 + i % 3 || 1 + i % 5,
        (ARRAY['ECONOMY', 'PROMO', 'STANDARD', 'PROMO', 'ECONOMY'])[1 + i % 5] || ' ' || (ARRAY['ANODIZED', 'POLISHED'])[1 + i % 2] || ' '
        || (ARRAY['BRASS', 'STEEL', 'BRASS', 'TIN'])[1 + i % 4], (ARRAY[49, 14, 23, 45, 19, 3, 36, 9, 1, 15])[1 + i % 10],
        (ARRAY['SM', 'MED', 'LG'])[1 + i % 3] || ' ' || (ARRAY['BOX', 'PKG', 'PACK'])[1 + i % 4 % 3], 900 + i, 'p'
        FROM generate_series(1, 24) AS i
        """);
    ROWS.put(
        "partsupp",
        """
        SELECT p, 1 + (p * 5 + k * 7) % 24, 100 + (p * 31 + k * 17) % 400, 10.50 + (p * 7 + k * 13) % 50, 's'
        FROM generate_series(1, 24) AS p, generate_series(0, 2) AS k
        """);
    ROWS.put(
        "orders",
        """
        SELECT i, 1 + (i * 7 + i / 10 * 3) % 20, (ARRAY['F', 'O', 'F', 'F', 'P'])[1 + (i + i / 10) % 5], 1000 + i * 131 % 9000 + 0.25,
        (ARRAY['1993-07-20', '1993-10-05', '1994-02-01', '1995-02-20', '1995-06-10', '1995-08-15', '1995-12-15', '1996-06-01',
        '1994-03-01', '1995-07-01'])[1 + i % 10]::date
        + i % 14, (ARRAY['1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT SPECIFIED', '5-LOW'])[1 + (i + i / 10) % 5], 'Clerk#' || i % 7, 0,
        CASE WHEN i % 7 = 0 THEN 'some special kinds of requests' ELSE 'plain' END FROM generate_series(1, 300) AS i
        """);
    ROWS.put(
        "lineitem",
        """
        SELECT o, p, 1 + (p * 5 + (o + l) % 3 * 7) % 24, l, CASE WHEN o % 16 = 3 THEN 110 ELSE 1 + (o * 3 + l * 11) % 50 END,
        900 + (o * 131 + l * 977) % 9000 + 0.50, (o + l * 3) % 11 / 100.0, (o * 2 + l) % 9 / 100.0, (ARRAY['R', 'A', 'N'])[1 + (o + l) % 3],
        (ARRAY['O', 'F'])[1 + o % 2], d + s, d + 18 + (o + l * 9) % 20, d + s + 1 + (o + l * 5) % 14,
        (ARRAY['DELIVER IN PERSON', 'COLLECT COD', 'NONE'])[1 + (o + l) % 3],
        (ARRAY['AIR', 'MAIL', 'AIR REG', 'SHIP', 'AIR', 'TRUCK', 'RAIL'])[1 + (o + l * 2) % 7], 'l'
        FROM generate_series(1, 300) AS o, generate_series(1, 4) AS l,
        LATERAL (SELECT 1 + (o * 5 + l * 7) % 24 AS p, 5 + (o * 7 + l * 13) % 30 AS s,
        (ARRAY['1993-07-20', '1993-10-05', '1994-02-01', '1995-02-20', '1995-06-10', '1995-08-15', '1995-12-15', '1996-06-01',
        '1994-03-01', '1995-07-01'])[1 + o % 10]::date
        + o % 14 AS d) AS x
        """);
  }

  private TpchData() {}

  /** A statement on one line, as files of cases want it. */
  static String oneLine(String sql) {
    return sql.lines().map(String::strip).collect(Collectors.joining(" "));
  }
}
