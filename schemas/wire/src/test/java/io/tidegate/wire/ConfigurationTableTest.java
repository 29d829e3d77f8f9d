package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {
  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              "tidegate.wait",
              ConfigDef.Type.STRING,
              "PT1S",
              ConfigurationTypes.DURATION,
              Importance.LOW,
              "Wait.")
          .define(
              "tidegate.file",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              Importance.LOW,
              "A | B <c>.")
          .define("tidegate.list", ConfigDef.Type.LIST, "a,b", Importance.LOW, "List.")
          .define("tidegate.none", ConfigDef.Type.STRING, "", Importance.LOW, "None.")
          .define(
              "tidegate.port",
              ConfigDef.Type.INT,
              8080,
              ConfigDef.Range.between(0, 65535),
              Importance.LOW,
              "Port.");

  private static final String TABLE =
      """
      | key | type | default | range | meaning |
      | --- | --- | --- | --- | --- |
      | `tidegate.file` | string | (required) |  | A \\| B &lt;c>. |
      | `tidegate.list` | list | `a,b` |  | List. |
      | `tidegate.none` | string | (empty) |  | None. |
      | `tidegate.port` | int | `8080` | [0,...,65535] | Port. |
      | `tidegate.wait` | string | `PT1S` | a positive ISO-8601 duration such as PT1H | Wait. |
      """;

  private static final String README =
      "# Title\n\n" + ConfigurationTable.BEGIN + "\nold\n" + ConfigurationTable.END + "\nlast\n";

  @Test
  void theTableHasOneRowAKeyInKeyOrder() {
    assertThat(ConfigurationTable.of(DEFINITION)).isEqualTo(TABLE);
  }

  @Test
  void onlyThePartBetweenTheMarksIsReplaced() {
    assertThat(ConfigurationTable.refresh(README, DEFINITION))
        .isEqualTo(
            "# Title\n\n"
                + ConfigurationTable.BEGIN
                + "\n\n"
                + TABLE
                + "\n"
                + ConfigurationTable.END
                + "\nlast\n");
  }

  @Test
  void refreshingTwiceChangesNothingMore() {
    String once = ConfigurationTable.refresh(README, DEFINITION);
    assertThat(ConfigurationTable.refresh(once, DEFINITION)).isEqualTo(once);
  }

  @Test
  void aReadmeWithoutMarksIsRefused() {
    assertThatThrownBy(() -> ConfigurationTable.refresh("# Title\n", DEFINITION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(ConfigurationTable.BEGIN);
  }
}
