package io.tidegate.stream.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsTest {
  @Test
  void oneNumberIsForEveryPartition() {
    assertThat(Offsets.parse("17").of(3, 5)).isEqualTo(17);
    assertThat(Offsets.parse("17").named()).isEmpty();
  }

  @Test
  void aPartitionThatIsNotNamedKeepsTheDefault() {
    Offsets some = Offsets.parse("0:10,2:30");
    assertThat(some.of(0, 5)).isEqualTo(10);
    assertThat(some.of(1, 5)).isEqualTo(5);
    assertThat(some.of(2, 5)).isEqualTo(30);
    assertThat(some.named()).containsExactly(0, 2);
    assertThat(Offsets.NONE.of(0, 5)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "-1", "0:", ":1", "0:1,", "0:1:2", "0:-1", "99999999999:1", "1,2"})
  void whatIsNoOffsetIsRefusedInOneSentence(String text) {
    assertThatThrownBy(() -> Offsets.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PARTITION:OFFSET");
  }

  @Test
  void aPartitionGivenTwiceIsRefused() {
    assertThatThrownBy(() -> Offsets.parse("0:1,0:2")).hasMessageContaining("0 twice");
  }
}
