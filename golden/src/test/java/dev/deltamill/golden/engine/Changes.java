package dev.deltamill.golden.engine;

import java.util.List;
import java.util.Random;

/** Makes up what writers do between two refreshes. Equal random sequences give equal statements. */
@FunctionalInterface
public interface Changes {
  /** Statements of one session, transaction control included. */
  List<String> next(Random random);

  /** One of several, each as likely as the others. */
  static String oneOf(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
