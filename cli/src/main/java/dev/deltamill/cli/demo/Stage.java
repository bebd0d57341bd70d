package dev.deltamill.cli.demo;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Progress;
import java.util.Locale;

/** Tells what was done and how long it took. */
record Stage(Console console, Progress progress) {
  private static final int WIDTH = 88;

  void done(String text, long startedAtNanos) {
    double seconds = (System.nanoTime() - startedAtNanos) / 1e9;
    progress.close();
    String time = String.format(Locale.ROOT, "%.1f s", seconds);
    String pad = " ".repeat(Math.max(2, WIDTH - text.length() - time.length()));
    console.out().println(text + console.style().dim(pad + time));
    console.out().flush();
  }

  void say(String text) {
    progress.close();
    console.out().println(text);
    console.out().flush();
  }
}
