package io.tidegate.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.wire.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
  private static long memory(String text) {
    return StreamSettings.load(null, Map.of(), Map.of("tidegate.memory", text)).instance().memory();
  }

  @ParameterizedTest
  @CsvSource({
    "67108864, 67108864",
    "64MiB, 67108864",
    "64mb, 67108864",
    "64 m, 67108864",
    "2G, 2147483648",
    "1TiB, 1099511627776"
  })
  void aSizeIsInBytesOrWithAUnitOfPowersOf1024(String text, long bytes) {
    assertThat(memory(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "much", "-64m", "1.5g", "16MiB", "0", "999999999999t", "64 x"})
  void whatIsNoSizeOrTooSmallIsAWrongConfiguration(String text) {
    assertThatThrownBy(() -> memory(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.memory")
        .hasMessageContaining("32MiB");
  }

  @Test
  void aQuarterGibibyteIsUsual() {
    assertThat(StreamSettings.load(null, Map.of(), Map.of()).instance().memory())
        .isEqualTo(256L << 20);
  }
}
