package dev.deltamill.cli.terminal;

/**
 * Colours, or none.
 *
 * @param colored whether escape sequences are written
 */
public record Style(boolean colored) {
  public String bold(String text) {
    return code("1", text);
  }

  public String dim(String text) {
    return code("2", text);
  }

  public String good(String text) {
    return code("32", text);
  }

  public String bad(String text) {
    return code("31", text);
  }

  public String doubtful(String text) {
    return code("33", text);
  }

  private String code(String code, String text) {
    return colored && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
