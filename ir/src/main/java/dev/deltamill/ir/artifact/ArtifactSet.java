package dev.deltamill.ir.artifact;

import dev.deltamill.ir.name.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything compiled from one set of definitions: manifests in dependency order (a stream table stands behind those it reads)
 * and the text of every file.
 *
 * @param manifests upstream first
 * @param files by path relative to the artifact folder, with forward slashes: {@code capture/public.orders.sql}, {@code
 *     public.revenue/manifest.json}, {@code public.revenue/delta/01-orders.sql}, …
 */
public record ArtifactSet(List<Manifest> manifests, SortedMap<String, String> files) {
  public ArtifactSet {
    manifests = List.copyOf(manifests);
    files = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(files));
  }

  public Optional<Manifest> manifest(QualifiedName name) {
    return manifests.stream().filter(manifest -> manifest.name().equals(name)).findFirst();
  }

  /** The file of a phase: shared capture files lie in their own folder, everything else in the definition's. */
  public static String path(Manifest manifest, Phase phase) {
    return phase.kind() == Phase.Kind.CAPTURE
        ? phase.name() + ".sql"
        : folder(manifest.name()) + "/" + phase.name() + ".sql";
  }

  /**
   * The folder of a definition: {@code schema.name} where both are plain lower-case words, else percent-encoded UTF-8 so that every
   * name is a valid and distinct file name on every file system.
   */
  public static String folder(QualifiedName name) {
    return encode(name.schema().value()) + "." + encode(name.name().value());
  }

  private static String encode(String part) {
    StringBuilder out = new StringBuilder();
    for (byte b : part.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_') {
        out.append(c);
      } else {
        out.append('%').append(String.format(java.util.Locale.ROOT, "%02x", (int) c));
      }
    }
    return out.toString();
  }

  public String text(Manifest manifest, Phase phase) {
    String text = files.get(path(manifest, phase));
    if (text == null) {
      throw new IllegalArgumentException("no file " + path(manifest, phase));
    }
    return text;
  }
}
