package dev.deltamill.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code deltamill} command. */
@Command(
    name = "deltamill",
    description = "Compiles SQL views into incremental SQL for any PostgreSQL, and runs it.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      // Only a jar's manifest states it.
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"deltamill " + Objects.requireNonNullElse(version, "(unpackaged)")};
    }
  }
}
