package io.tidegate.trainer.backtest;

/** Text in a page. */
final class Html {
  private Html() {}

  /** Text in which nothing is markup. */
  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
