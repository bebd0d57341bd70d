package dev.deltamill.codegen.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.deltamill.ir.artifact.ArtifactSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactFolderTest {
  private static final ArtifactSet SET =
      Samples.set(Samples.manifest("revenue", "orders", "lineitem"), Samples.manifest("by_nation", "orders"));

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void chooseAFolderThatDoesNotExistYet() {
    folder = temporary.resolve("new/artifacts");
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    ArtifactFolder.write(SET, folder);
    assertThat(ArtifactFolder.read(folder)).isEqualTo(SET);
    assertThat(contents(folder).keySet())
        .containsExactlyInAnyOrder(
            "deltamill.json",
            "capture/public.lineitem.sql",
            "capture/public.orders.sql",
            "public.by_nation/delta/01-orders.sql",
            "public.by_nation/drop.sql",
            "public.by_nation/manifest.json",
            "public.by_nation/storage.sql",
            "public.revenue/delta/01-orders.sql",
            "public.revenue/delta/02-lineitem.sql",
            "public.revenue/drop.sql",
            "public.revenue/manifest.json",
            "public.revenue/storage.sql");
  }

  @Test
  void keepsTheOrderOfTheDefinitions() throws IOException {
    ArtifactFolder.write(SET, folder);
    assertThat(ArtifactFolder.read(folder).manifests()).isEqualTo(SET.manifests());
    assertThat(Files.readString(folder.resolve("deltamill.json")))
        .contains("{\"name\": \"public.revenue\"", "{\"file\": \"capture/public.lineitem.sql\"");
  }

  @Test
  void touchesNothingThatDidNotChange() throws IOException {
    ArtifactFolder.write(SET, folder);
    SortedMap<String, String> before = contents(folder);
    FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    for (String path : before.keySet()) {
      Files.setLastModifiedTime(folder.resolve(path), old);
    }
    ArtifactFolder.Changes changes = ArtifactFolder.write(SET, folder);
    assertThat(changes.written()).isEmpty();
    assertThat(changes.deleted()).isEmpty();
    assertThat(changes.unchanged()).hasSameElementsAs(before.keySet());
    assertThat(contents(folder)).isEqualTo(before);
    for (String path : before.keySet()) {
      assertThat(Files.getLastModifiedTime(folder.resolve(path))).isEqualTo(old);
    }
  }

  @Test
  void deletesWhatIsNoLongerPartOfTheSetAndNothingElse() throws IOException {
    ArtifactFolder.write(SET, folder);
    Files.writeString(folder.resolve("README.md"), "ours");
    Files.writeString(folder.resolve("public.by_nation/notes.txt"), "ours");
    ArtifactSet smaller = Samples.set(Samples.manifest("revenue", "orders"));
    ArtifactFolder.Changes changes = ArtifactFolder.write(smaller, folder);
    assertThat(changes.deleted())
        .containsExactly(
            "capture/public.lineitem.sql",
            "public.by_nation/delta/01-orders.sql",
            "public.by_nation/drop.sql",
            "public.by_nation/manifest.json",
            "public.by_nation/storage.sql",
            "public.revenue/delta/02-lineitem.sql");
    assertThat(contents(folder).keySet())
        .containsExactlyInAnyOrder(
            "README.md",
            "deltamill.json",
            "capture/public.orders.sql",
            "public.by_nation/notes.txt",
            "public.revenue/delta/01-orders.sql",
            "public.revenue/drop.sql",
            "public.revenue/manifest.json",
            "public.revenue/storage.sql");
    assertThat(folder.resolve("public.by_nation/delta")).doesNotExist();
    assertThat(ArtifactFolder.read(folder)).isEqualTo(smaller);
  }

  @Test
  void neverDeletesOutsideTheFolder() throws IOException {
    ArtifactFolder.write(SET, folder);
    Path outside = Files.writeString(temporary.resolve("new/precious.sql"), "ours");
    Path index = folder.resolve("deltamill.json");
    Files.writeString(index, Files.readString(index).replace("capture/public.orders.sql", "../precious.sql"));
    assertThatThrownBy(() -> ArtifactFolder.write(Samples.set(), folder)).isInstanceOf(ArtifactFormatException.class);
    assertThat(outside).hasContent("ours");
  }

  @Test
  void repairsWhatWasChanged() throws IOException {
    ArtifactFolder.write(SET, folder);
    SortedMap<String, String> before = contents(folder);
    Files.writeString(folder.resolve("public.revenue/drop.sql"), "SELECT 2;\n");
    Files.delete(folder.resolve("public.revenue/storage.sql"));
    assertThat(ArtifactFolder.write(SET, folder).written())
        .containsExactly("public.revenue/drop.sql", "public.revenue/storage.sql");
    assertThat(contents(folder)).isEqualTo(before);
  }

  @Test
  void refusesAChangedFile() throws IOException {
    ArtifactFolder.write(SET, folder);
    Path file = folder.resolve("public.revenue/delta/01-orders.sql");
    String original = Files.readString(file);
    Files.writeString(file, original + "-- looks fine\n");
    TamperedArtifactException e =
        catchThrowableOfType(TamperedArtifactException.class, () -> ArtifactFolder.read(folder));
    assertThat(e.path()).isEqualTo(file);
    assertThat(e.expected()).contains(Hashes.sha256(original));
    assertThat(e.found()).contains(Hashes.sha256(original + "-- looks fine\n"));
    assertThat(e)
        .hasMessage(
            "%s: its text was changed after it was compiled: hash %s instead of %s. Restore it from version control, or compile again.",
            file, e.found().orElseThrow(), e.expected().orElseThrow());
  }

  @Test
  void refusesAChangedCaptureFile() throws IOException {
    ArtifactFolder.write(SET, folder);
    Files.writeString(folder.resolve("capture/public.orders.sql"), "SELECT 2;\n");
    assertThatThrownBy(() -> ArtifactFolder.read(folder)).isInstanceOf(TamperedArtifactException.class);
  }

  @Test
  void refusesAChangedManifest() throws IOException {
    ArtifactFolder.write(SET, folder);
    Path file = folder.resolve("public.revenue/manifest.json");
    Files.writeString(file, Files.readString(file).replace("\"differential\": true", "\"differential\": false"));
    assertThatThrownBy(() -> ArtifactFolder.read(folder))
        .isInstanceOf(TamperedArtifactException.class)
        .hasMessageContaining("manifest.json: its text was changed");
  }

  @Test
  void tellsLineEndsFromTampering() throws IOException {
    ArtifactFolder.write(SET, folder);
    Path file = folder.resolve("public.revenue/drop.sql");
    Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
    assertThatThrownBy(() -> ArtifactFolder.read(folder))
        .isInstanceOf(TamperedArtifactException.class)
        .hasMessageContaining("Only its line ends differ")
        .hasMessageContaining(".gitattributes");
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    ArtifactFolder.write(SET, folder);
    Files.write(folder.resolve("public.revenue/drop.sql"), new byte[] {(byte) 0xC3, '\n'});
    assertThatThrownBy(() -> ArtifactFolder.read(folder)).isInstanceOf(TamperedArtifactException.class);
    Files.write(folder.resolve("deltamill.json"), new byte[] {(byte) 0xC3, '\n'});
    assertThatThrownBy(() -> ArtifactFolder.read(folder))
        .isInstanceOf(ArtifactFormatException.class)
        .hasMessageContaining("it is not text in UTF-8");
  }

  @Test
  void refusesAMissingFile() throws IOException {
    ArtifactFolder.write(SET, folder);
    Files.delete(folder.resolve("public.revenue/storage.sql"));
    assertThatThrownBy(() -> ArtifactFolder.read(folder))
        .isInstanceOf(TamperedArtifactException.class)
        .hasMessageContaining("storage.sql: the file is missing");
  }

  @Test
  void refusesAdditionalSqlWhereItCouldPassForOurs() throws IOException {
    ArtifactFolder.write(SET, folder);
    for (String path : new String[] {"public.revenue/delta/03-x.sql", "public.revenue/x.sql", "capture/x.sql"}) {
      Path file = Files.writeString(folder.resolve(path), "SELECT 1;");
      assertThatThrownBy(() -> ArtifactFolder.read(folder))
          .isInstanceOf(TamperedArtifactException.class)
          .hasMessageStartingWith(file + ": no manifest lists this file: hash " + Hashes.sha256("SELECT 1;"));
      Files.delete(file);
    }
    Files.writeString(folder.resolve("setup.sql"), "SELECT 1;");
    assertThat(ArtifactFolder.read(folder)).isEqualTo(SET);
  }

  @Test
  void refusesAFolderWithoutIndex() throws IOException {
    assertThatThrownBy(() -> ArtifactFolder.read(folder)).isInstanceOf(NoSuchFileException.class);
    ArtifactFolder.write(SET, folder);
    Files.writeString(folder.resolve("deltamill.json"), "<<<<<<< HEAD\n");
    assertThatThrownBy(() -> ArtifactFolder.read(folder))
        .isInstanceOf(ArtifactFormatException.class)
        .hasMessageContaining("deltamill.json: it is not JSON at line 1");
    assertThatThrownBy(() -> ArtifactFolder.write(SET, folder)).isInstanceOf(ArtifactFormatException.class);
  }

  @Test
  void holdsNothing() throws IOException {
    ArtifactFolder.write(SET, folder);
    ArtifactFolder.write(Samples.set(), folder);
    assertThat(contents(folder).keySet()).containsExactly("deltamill.json");
    assertThat(ArtifactFolder.read(folder)).isEqualTo(Samples.set());
  }

  private static SortedMap<String, String> contents(Path folder) throws IOException {
    SortedMap<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return contents;
  }
}
