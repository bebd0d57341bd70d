package dev.deltamill.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stops whoever reports a step until it is opened. */
final class Gate implements PhaseListener {
  private final String streamTable;
  private final String step;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  Gate(String streamTable, String step) {
    this.streamTable = streamTable;
    this.step = step;
  }

  Gate(String step) {
    this("", step);
  }

  @Override
  public void done(String table, String done) {
    if (done.equals(step) && table.equals(streamTable)) {
      reached.countDown();
      await(opened);
    }
  }

  void awaitReached() {
    await(reached);
  }

  void open() {
    opened.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(TestBed.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
