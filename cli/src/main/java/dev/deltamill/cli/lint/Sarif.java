package dev.deltamill.cli.lint;

import dev.deltamill.cli.terminal.Json;
import dev.deltamill.codegen.Deltamill;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Severity;
import dev.deltamill.ir.diagnostic.Span;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * Findings in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS standard of 27 March 2020), which code scanners of
 * repository hosts read and show at the lines of a pull request.
 */
final class Sarif {
  private static final String SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  private Sarif() {}

  static ObjectNode document(List<Diagnostic> found) {
    List<DiagnosticCode> rules = found.stream().map(Diagnostic::code).distinct().sorted().toList();
    ObjectNode driver = Json.object();
    driver.put("name", "Deltamill");
    driver.put("semanticVersion", Deltamill.VERSION);
    driver.set("rules", Json.array(rules, Sarif::rule));
    ObjectNode tool = Json.object();
    tool.set("driver", driver);
    ObjectNode run = Json.object();
    run.set("tool", tool);
    // Columns of a Span are UTF-16 units.
    run.put("columnKind", "utf16CodeUnits");
    run.set("results", Json.array(found, diagnostic -> result(diagnostic, rules.indexOf(diagnostic.code()))));
    ObjectNode document = Json.object();
    document.put("$schema", SCHEMA);
    document.put("version", "2.1.0");
    document.set("runs", Json.array(List.of(run), one -> one));
    return document;
  }

  private static ObjectNode rule(DiagnosticCode code) {
    ObjectNode rule = Json.object();
    rule.put("id", code.code());
    rule.put("name", name(code));
    ObjectNode title = Json.object();
    title.put("text", CodePages.title(code));
    rule.set("shortDescription", title);
    ObjectNode help = Json.object();
    help.put("text", CodePages.text(code));
    help.put("markdown", CodePages.text(code));
    rule.set("help", help);
    return rule;
  }

  /** {@code UNKNOWN_COLUMN} as SARIF spells names of rules: {@code UnknownColumn}. */
  private static String name(DiagnosticCode code) {
    StringBuilder name = new StringBuilder();
    for (String word : code.name().split("_", -1)) {
      name.append(word, 0, 1).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private static ObjectNode result(Diagnostic diagnostic, int rule) {
    ObjectNode message = Json.object();
    message.put("text", sentences(diagnostic));
    ObjectNode result = Json.object();
    result.put("ruleId", diagnostic.code().code());
    result.put("ruleIndex", rule);
    result.put("level", level(diagnostic.severity()));
    result.set("message", message);
    result.set("locations", Json.array(List.of(diagnostic.span()), Sarif::location));
    return result;
  }

  private static String sentences(Diagnostic diagnostic) {
    return diagnostic.remedy().isEmpty() ? diagnostic.message() + "." : diagnostic.message() + ". " + diagnostic.remedy();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTICE -> "note";
    };
  }

  private static ObjectNode location(Span span) {
    ObjectNode file = Json.object();
    file.put("uri", uri(span.file()));
    ObjectNode region = Json.object();
    region.put("startLine", span.line());
    region.put("startColumn", span.column());
    region.put("endLine", span.endLine());
    region.put("endColumn", span.endColumn());
    ObjectNode place = Json.object();
    place.set("artifactLocation", file);
    place.set("region", region);
    ObjectNode location = Json.object();
    location.set("physicalLocation", place);
    return location;
  }

  /** A relative path stays relative to where the user works, which is the repository for a scanner. */
  private static String uri(String file) {
    try {
      // A colon in the first segment would read as a scheme.
      String path = file.indexOf(':') >= 0 && !file.startsWith("/") ? "./" + file : file;
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(file, e);
    }
  }
}
