package dev.deltamill.runtime;

import dev.deltamill.codegen.artifact.Hashes;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Manifest.ViewFingerprint;
import dev.deltamill.ir.name.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether views are still the ones whose queries were compiled. */
final class ViewInspector {
  /** Printed with the settings that a catalog snapshot is taken with, which every session of ours has. */
  private static final String DEFINITIONS =
      """
      SELECT w.schema_name, w.view_name, pg_get_viewdef(c.oid)
      FROM unnest(:schemas, :views) AS w (schema_name, view_name)
      JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.view_name AND c.relkind = 'v'
      """;

  private ViewInspector() {}

  static List<QualifiedName> views(Collection<Manifest> manifests) {
    return List.copyOf(
        new TreeSet<>(
            manifests.stream().flatMap(manifest -> manifest.views().stream()).map(ViewFingerprint::name).toList()));
  }

  /** The statement that fills {@code hashes}; a view that is not there gets none. */
  static Session.Piece piece(List<QualifiedName> views, Map<QualifiedName, String> hashes) {
    String sql =
        DEFINITIONS
            .replace(":schemas", Literals.texts(views.stream().map(name -> name.schema().value()).toList()))
            .replace(":views", Literals.texts(views.stream().map(name -> name.name().value()).toList()));
    return new Session.Piece(
        sql, row -> hashes.put(QualifiedName.of(row.getString(1), row.getString(2)), Hashes.sha256(row.getString(3))));
  }

  /** Why artifacts no longer fit the views that were compiled into them; empty where they do. */
  static List<String> misfits(
      Manifest manifest, Map<QualifiedName, String> hashes, Map<QualifiedName, SourceState> sources) {
    List<String> misfits = new ArrayList<>();
    for (ViewFingerprint view : manifest.views()) {
      String hash = hashes.get(view.name());
      if (hash == null) {
        misfits.add("there is no view " + view.name());
      } else if (!hash.equals(view.sha256())) {
        misfits.add("view %s has another query now".formatted(view.name()));
      }
      for (QualifiedName table : view.tables()) {
        SourceState state = sources.get(table);
        if (state != null && state.rowSecurity()) {
          misfits.add("row-level security of %s may hide rows from the owner of view %s".formatted(table, view.name()));
        }
      }
    }
    return misfits;
  }
}
