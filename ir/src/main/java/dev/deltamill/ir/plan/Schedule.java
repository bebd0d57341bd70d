package dev.deltamill.ir.plan;

import java.time.Duration;

/** When a stream table is due, as the user wrote it with {@code WITH (schedule = …)}. */
public sealed interface Schedule {
  /** The schedule in the user's words, for example {@code 5s}, {@code 0 * * * *}, {@code on change}, {@code manual}. */
  String text();

  /** At a fixed distance after the last refresh. */
  record Interval(Duration every, String text) implements Schedule {}

  /** A five-field cron expression; {@code @hourly} and the like are written out in {@code expression}. */
  record Cron(String expression, String text) implements Schedule {}

  /** As soon as a source has changed. */
  record OnChange() implements Schedule {
    @Override
    public String text() {
      return "on change";
    }
  }

  /** Only when somebody asks. */
  record Manual() implements Schedule {
    @Override
    public String text() {
      return "manual";
    }
  }
}
