package dev.deltamill.cli.terminal;

import java.util.Locale;

/** One line on {@code err} that says what is going on and is gone afterwards; nothing where nobody watches. */
public final class Progress implements AutoCloseable {
  private static final int BAR = 24;
  private static final long PAUSE_NANOS = 50_000_000;

  private final Console console;
  private long shownAt;
  private boolean shown;

  public Progress(Console console) {
    this.console = console;
  }

  public void step(String text) {
    show(text);
  }

  /** A bar; calls that follow one another too closely to be seen cost nothing. */
  public void bar(String text, long done, long total) {
    long now = System.nanoTime();
    if (shown && now - shownAt < PAUSE_NANOS && done < total) {
      return;
    }
    shownAt = now;
    double share = total == 0 ? 1 : Math.min(1, (double) done / total);
    int full = (int) (share * BAR);
    show(
        String.format(
            Locale.ROOT, "%-28s %s%s %3d %%", text, "█".repeat(full), "░".repeat(BAR - full), (int) (share * 100)));
  }

  private void show(String text) {
    if (console.errTerminal()) {
      console.err().print("\r\u001b[K" + text);
      console.err().flush();
      shown = true;
    }
  }

  @Override
  public void close() {
    if (shown) {
      console.err().print("\r\u001b[K");
      console.err().flush();
      shown = false;
    }
  }
}
