package dev.deltamill.cli.explain;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import dev.deltamill.cli.Summaries;
import dev.deltamill.codegen.sql.IndexSql;
import dev.deltamill.ir.artifact.IndexSupport;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.plan.SafetyClass;
import j2html.tags.DomContent;
import j2html.tags.specialized.LiTag;
import j2html.tags.specialized.SectionTag;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An explanation as one HTML page that loads nothing else, for a wiki or a review. */
final class ExplanationPage {
  private static final String LOOK =
      """
      :root { color-scheme: light dark; --line: #8884; --soft: #8881; --good: #1a7f37; --doubtful: #9a6700; --bad: #cf222e; }
      @media (prefers-color-scheme: dark) { :root { --good: #57ab5a; --doubtful: #daaa3f; --bad: #f47067; } }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
      code, pre { font: 13px/1.45 ui-monospace, monospace; }
      pre { overflow-x: auto; background: var(--soft); padding: .8rem; border-radius: 6px; }
      section { border-top: 1px solid var(--line); margin-top: 2rem; }
      table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto; }
      th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
      ul.operators, ul.operators ul { list-style: none; margin: 0; padding-left: 1.1rem; border-left: 2px solid var(--line); }
      ul.operators { border: 0; padding-left: 0; }
      ul.operators li { margin: .35rem 0; }
      .why { opacity: .75; }
      .hash { opacity: .6; overflow-wrap: anywhere; }
      .badge { font-size: 12px; border: 1px solid; border-radius: 1rem; padding: 0 .5rem; white-space: nowrap; }
      .good { color: var(--good); } .doubtful { color: var(--doubtful); } .bad { color: var(--bad); }
      nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
      summary { cursor: pointer; }
      summary .why { padding-left: 1.1rem; }
      td { overflow-wrap: anywhere; min-width: 7rem; }
      """;

  private final Explained explained;

  ExplanationPage(Explained explained) {
    this.explained = explained;
  }

  String of(List<Manifest> manifests) {
    return "<!DOCTYPE html>\n"
        + html(
                head(
                    meta().withCharset("utf-8"),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    title("Stream tables, explained"),
                    style(rawHtml(LOOK))),
                body(
                    h1("Stream tables"),
                    nav(each(manifests, manifest -> a(manifest.name().sql()).withHref("#" + anchor(manifest)))),
                    each(manifests, this::streamTable)))
            .withLang("en")
            .render()
        + "\n";
  }

  /** Names may hold any character; an anchor none that an address would change. */
  private static String anchor(Manifest manifest) {
    return manifest.name().sql().codePoints()
        .mapToObj(
            c ->
                c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.')
                    ? Character.toString(c)
                    : "-" + Integer.toHexString(c) + "-")
        .collect(Collectors.joining());
  }

  private SectionTag streamTable(Manifest manifest) {
    return section(
            h2(manifest.name().sql()),
            p(
                safety(manifest.safety()),
                span(" refreshes by " + Summaries.refresh(manifest) + ", schedule " + manifest.schedule().text())),
            iff(!manifest.reasons().isEmpty(), ul(each(manifest.reasons(), reason -> li(reason).withClass("doubtful")))),
            h3("Reads"),
            table(
                thead(tr(th("source"), th("columns"), th("a change costs"))),
                tbody(each(manifest.sources(), source -> source(manifest, source)))),
            indexes(manifest),
            h3("Operators"),
            ul(operator(manifest.explanation())).withClass("operators"),
            h3("Phases"),
            each(manifest.phases(), phase -> phase(manifest, phase)))
        .withId(anchor(manifest));
  }

  private static DomContent source(Manifest manifest, Manifest.SourceFingerprint source) {
    String columns = source.columns().stream().map(column -> column.name().sql()).collect(Collectors.joining(", "));
    return tr(
        td(code(source.table().sql()), span(source.streamTable() ? " stream table" : "")),
        td(code(columns)),
        td(Explained.cost(manifest, source)));
  }

  private DomContent indexes(Manifest manifest) {
    List<IndexSupport> wanted = explained.wanted(manifest);
    return iff(
        !wanted.isEmpty(),
        div(
            h3("Indexes that the phases look rows up by"),
            table(thead(tr(th("table"), th("columns"), th("index"))), tbody(each(wanted, ExplanationPage::index)))));
  }

  private static DomContent index(IndexSupport index) {
    String columns = index.wanted().columns().stream().map(Identifier::sql).collect(Collectors.joining(", "));
    return tr(
        td(code(index.wanted().indexed().sql())),
        td(code(columns)),
        switch (index.state()) {
          case EXISTS -> td(span("exists").withClass("good"), span(": " + index.index()));
          case MISSING -> td(span("missing: ").withClass("doubtful"), code(IndexSql.create(index.wanted()) + ";"));
          case UNKNOWN -> td(span("not looked for: "), code(IndexSql.create(index.wanted()) + ";"));
        });
  }

  private static LiTag operator(Explanation node) {
    return li(
        code(node.operator()),
        span(" "),
        safety(node.safety()),
        iff(!node.reason().isEmpty(), div(node.reason()).withClass("why")),
        iff(!node.inputs().isEmpty(), ul(each(node.inputs(), ExplanationPage::operator))));
  }

  private static DomContent safety(SafetyClass safety) {
    String color =
        switch (safety) {
          case DIFF_SAFE -> "good";
          case ROW_ID_SENSITIVE -> "doubtful";
          case FULL_ONLY -> "bad";
        };
    return span(safety.name().toLowerCase(Locale.ROOT).replace('_', ' ')).withClasses("badge", color);
  }

  private DomContent phase(Manifest manifest, Phase phase) {
    String triggers = phase.triggers().stream().map(QualifiedName::sql).collect(Collectors.joining(" or "));
    String when = triggers.isEmpty() ? "" : "; when " + triggers + " changed";
    DomContent law = iff(!phase.rule().isEmpty(), div(phase.rule() + ": " + phase.law() + when).withClass("why"));
    DomContent hash = span(" " + phase.sha256()).withClass("hash");
    if (!explained.sql()) {
      return div(code(phase.name()), hash, law);
    }
    return details(summary(code(phase.name()), hash, law), pre(explained.set().text(manifest, phase)));
  }
}
