package dev.deltamill.compiler.definition;

import dev.deltamill.ir.plan.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads schedule texts: {@code 5s}, {@code 1h30m}, {@code @hourly}, {@code 0 * * * *}, {@code on change}, {@code manual}. */
final class Schedules {
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  private static final Pattern DURATION = Pattern.compile("(?:\\d{1,9}\\s*(?:ms|s|m|h|d)\\s*)+");
  private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

  /** Fields of a cron line with the range of each. */
  private record CronField(String name, int least, int most, List<String> names) {}

  private static final List<CronField> CRON_FIELDS =
      List.of(
          new CronField("minute", 0, 59, List.of()),
          new CronField("hour", 0, 23, List.of()),
          new CronField("day of month", 1, 31, List.of()),
          new CronField(
              "month", 1, 12, List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
          new CronField("day of week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

  private Schedules() {}

  /** A schedule, or what is wrong with its text. */
  sealed interface Reading {
    record Read(Schedule schedule) implements Reading {}

    record Wrong(String message, String remedy) implements Reading {}
  }

  static Reading read(String text) {
    String trimmed = text.strip().toLowerCase(Locale.ROOT);
    if (trimmed.equals("on change")) {
      return new Reading.Read(new Schedule.OnChange());
    }
    if (trimmed.equals("manual")) {
      return new Reading.Read(new Schedule.Manual());
    }
    if (trimmed.startsWith("@")) {
      String cron = NICKNAMES.get(trimmed);
      return cron == null
          ? new Reading.Wrong("unknown schedule '" + text + "'", "Write " + String.join(", ", NICKNAMES.keySet().stream().sorted().toList()) + ", an interval or five cron fields.")
          : new Reading.Read(new Schedule.Cron(cron, text.strip()));
    }
    if (DURATION.matcher(trimmed).matches()) {
      return duration(trimmed, text);
    }
    List<String> fields = List.of(trimmed.split("\\s+"));
    return fields.size() == CRON_FIELDS.size()
        ? cron(fields, text)
        : new Reading.Wrong(
            "bad schedule '" + text + "'",
            "Write an interval such as 5s or 1h30m, five cron fields such as '0 * * * *', @hourly, 'on change' or manual.");
  }

  private static Reading duration(String trimmed, String text) {
    Duration total = Duration.ZERO;
    Matcher part = DURATION_PART.matcher(trimmed);
    while (part.find()) {
      long count = Long.parseLong(part.group(1));
      total =
          total.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
              });
    }
    return total.isZero()
        ? new Reading.Wrong("the interval '" + text + "' is zero", "Write at least 1ms, or 'on change'.")
        : new Reading.Read(new Schedule.Interval(total, text.strip()));
  }

  private static Reading cron(List<String> fields, String text) {
    for (int i = 0; i < fields.size(); i++) {
      CronField field = CRON_FIELDS.get(i);
      Optional<String> problem = problem(fields.get(i), field);
      if (problem.isPresent()) {
        return new Reading.Wrong(
            "bad " + field.name() + " in schedule '" + text + "': " + problem.get(),
            "Write " + field.least() + " to " + field.most() + ", *, ranges (1-5), lists (1,3) or steps (*/2).");
      }
    }
    return new Reading.Read(new Schedule.Cron(String.join(" ", fields), text.strip()));
  }

  private static Optional<String> problem(String field, CronField kind) {
    for (String part : field.split(",", -1)) {
      String[] step = part.split("/", -1);
      if (step.length > 2 || step.length == 2 && !step[1].matches("[1-9]\\d{0,3}")) {
        return Optional.of("'" + part + "' has no valid step");
      }
      if (step[0].equals("*")) {
        continue;
      }
      String[] range = step[0].split("-", -1);
      if (range.length > 2) {
        return Optional.of("'" + part + "' is no range");
      }
      int from = value(range[0], kind);
      int to = value(range[range.length - 1], kind);
      if (from < kind.least() || from > kind.most()) {
        return Optional.of("'" + range[0] + "' is out of range");
      }
      if (to < kind.least() || to > kind.most() || to < from) {
        return Optional.of("'" + range[range.length - 1] + "' is out of range");
      }
    }
    return Optional.empty();
  }

  private static int value(String text, CronField kind) {
    int named = kind.names().indexOf(text);
    if (named >= 0) {
      return kind.least() + named;
    }
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }
}
