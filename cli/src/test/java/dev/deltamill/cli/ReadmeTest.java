package dev.deltamill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows works as it stands. */
class ReadmeTest {
  @TempDir private Path folder;

  @Test
  void theExampleCompilesAndRuns() throws Exception {
    String readme = Files.readString(readme());
    String schema = block(readme, "sql", "CREATE TABLE");
    String definition = block(readme, "sql", "CREATE STREAM TABLE");
    String program = block(readme, "java", "Deltamill.compile");
    Files.writeString(folder.resolve("schema.sql"), schema);
    Path definitions = Files.createDirectories(folder.resolve("defs"));
    Files.writeString(definitions.resolve("revenue.sql"), definition);
    assertThat(
            Cli.plain()
                .run("catalog", "--schema", folder.resolve("schema.sql"), "-o", folder.resolve("catalog.json"))
                .exit())
        .isZero();
    String output = run(program, folder.toString());
    assertThat(output).isEqualTo("public.revenue: DIFF_SAFE\n");
    assertThat(folder.resolve("artifacts/public.revenue/apply.sql")).exists();
  }

  private static Path readme() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("README.md")) ? here.resolve("README.md") : here.resolveSibling("README.md");
  }

  private static String block(String text, String language, String containing) {
    Matcher blocks = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```").matcher(text);
    while (blocks.find()) {
      if (blocks.group(1).contains(containing)) {
        return blocks.group(1);
      }
    }
    throw new AssertionError("README.md has no " + language + " block with " + containing);
  }

  /** Compiles a class called Example and runs its main method. */
  private String run(String program, String argument) throws ReflectiveOperationException, IOException {
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };
    StringWriter messages = new StringWriter();
    Path classes = Files.createDirectories(folder.resolve("classes"));
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                messages,
                null,
                null,
                List.of("-proc:none", "-classpath", System.getProperty("java.class.path"), "-d", classes.toString()),
                null,
                List.of(source))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
    PrintStream before = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {argument});
    } finally {
      System.setOut(before);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }
}
