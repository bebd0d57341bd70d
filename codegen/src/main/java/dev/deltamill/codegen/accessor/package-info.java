/**
 * Java classes through which Java callers see stream tables.
 *
 * <p>A column's Java type follows from its PostgreSQL type; a column that can be NULL has the reference type:
 *
 * <pre>
 *   boolean                          boolean         date                          LocalDate
 *   smallint, integer, bigint        short, int, long  time [with time zone]       LocalTime, OffsetTime
 *   real, double precision           float, double   timestamp                     LocalDateTime
 *   numeric                          BigDecimal      timestamp with time zone      OffsetDateTime
 *   text, varchar, char, name        String          uuid                          UUID
 *   bytea                            byte[]          everything else               String, as PostgreSQL writes it
 * </pre>
 *
 * <p>"Everything else" (arrays, domains, enums, ranges, json, interval, …) is cast to text in the query. A numeric NaN or
 * Infinity has no BigDecimal; the driver raises an SQLException for it.
 */
@NullMarked
package dev.deltamill.codegen.accessor;

import org.jspecify.annotations.NullMarked;
