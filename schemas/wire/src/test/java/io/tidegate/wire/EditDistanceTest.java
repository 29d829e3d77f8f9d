package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 3",
    "same, same, 0",
    "'', abc, 3",
    "abc, '', 3",
    "tidegate.htp.port, tidegate.http.port, 1",
    "flaw, lawn, 2",
  })
  void theDistanceIsTheFewestInsertionsDeletionsAndSubstitutions(String a, String b, int distance) {
    assertThat(EditDistance.between(a, b)).isEqualTo(distance);
    assertThat(EditDistance.between(b, a)).isEqualTo(distance);
  }
}
