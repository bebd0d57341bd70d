package dev.deltamill.oracle.replay;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Results for programs: one line of JSON for each stream table of each case. */
public final class ReportLines {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ReportLines() {}

  public static String of(List<TableResult> results) {
    StringBuilder lines = new StringBuilder();
    results.forEach(result -> lines.append(MAPPER.writeValueAsString(json(result))).append('\n'));
    return lines.toString();
  }

  private static ObjectNode json(TableResult result) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("case", result.caseName());
    line.put("table", result.table());
    line.put("class", result.safety().map(Enum::name).orElse(null));
    line.put("mode", result.mode().orElse(null));
    line.set("reasons", texts(result.reasons()));
    line.put("outcome", result.outcome().word());
    line.put("step", result.step());
    line.put("detail", result.detail());
    line.put("diff_refreshes", result.diffRefreshes());
    line.put("full_refreshes", result.fullRefreshes());
    line.put("comparisons", result.comparisons());
    line.set("features", texts(result.features()));
    line.put("file", result.file());
    return line;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
