package dev.deltamill.cli;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.StatusReader;
import java.util.List;

/** Finds what the user names among the stream tables of a database. */
final class InstalledNames {
  private InstalledNames() {}

  /** Those that are meant, upstream ones first. */
  static List<QualifiedName> resolve(List<String> arguments, ConnectionSettings settings) {
    List<QualifiedName> installed =
        new StatusReader(settings).read().stream().map(StatusReader.Status::name).toList();
    List<QualifiedName> wanted = Names.resolve(arguments, installed, "in " + settings.database());
    return installed.stream().filter(wanted::contains).toList();
  }
}
