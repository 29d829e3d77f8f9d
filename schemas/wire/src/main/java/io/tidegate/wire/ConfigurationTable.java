package io.tidegate.wire;

import java.util.Comparator;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** The Markdown table of a process's configuration, as its README holds it between two marks. */
public final class ConfigurationTable {
  /** Comment line before the table. */
  public static final String BEGIN = "<!-- configuration table: begin -->";

  /** Comment line after the table. */
  public static final String END = "<!-- configuration table: end -->";

  private ConfigurationTable() {}

  /** The table alone, one row a key, in key order. */
  public static String of(ConfigDef definition) {
    StringBuilder table = new StringBuilder("| key | type | default | range | meaning |\n");
    table.append("| --- | --- | --- | --- | --- |\n");
    definition.configKeys().values().stream()
        .sorted(Comparator.comparing((ConfigDef.ConfigKey key) -> key.name))
        .forEach(key -> table.append(row(key)));
    return table.toString();
  }

  /** {@code readme} with the part between the marks replaced by the table of {@code definition}. */
  public static String refresh(String readme, ConfigDef definition) {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the README lacks the marks " + BEGIN + " and " + END);
    }
    return readme.substring(0, begin + BEGIN.length())
        + "\n\n"
        + of(definition)
        + "\n"
        + readme.substring(end);
  }

  private static String row(ConfigDef.ConfigKey key) {
    return String.format(
        "| `%s` | %s | %s | %s | %s |\n",
        key.name,
        key.type.toString().toLowerCase(Locale.ROOT),
        defaultOf(key),
        key.validator == null ? "" : prose(key.validator.toString()),
        prose(key.documentation));
  }

  private static String defaultOf(ConfigDef.ConfigKey key) {
    if (!key.hasDefault()) {
      return "(required)";
    }
    String text =
        key.defaultValue instanceof Password none
            ? none.value() // A default is no secret.
            : ConfigDef.convertToString(key.defaultValue, key.type);
    return text == null || text.isEmpty() ? "(empty)" : "`" + cell(text) + "`";
  }

  /** In prose an angle bracket would begin a tag. */
  private static String prose(String text) {
    return cell(text).replace("<", "&lt;");
  }

  /** A bar would end the cell, a line break the row. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }
}
