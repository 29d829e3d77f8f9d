package io.tidegate.stream.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.stream.topology.SeriesCopy;
import io.tidegate.stream.topology.SeriesCopy.Role;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SeriesDocumentTest {
  private static final SeriesCopy.Now NOW = new SeriesCopy.Now(1L, 2., 3, true, 4, 5);

  private static SeriesDocument document(Role role, long lag, SeriesCopy.Now now) {
    return SeriesDocument.of(
        "a", 0, null, new SeriesCopy(role, OptionalLong.of(lag), Optional.ofNullable(now)));
  }

  @Test
  void onlyTheActiveCopyCanTellThatASeriesIsNotThere() {
    assertThat(document(Role.ACTIVE, 0, null).isTold()).isTrue();
    assertThat(document(Role.STANDBY, 0, null).isTold()).isFalse();
    assertThat(document(Role.RESTORING, 9, null).isTold()).isFalse();
    assertThat(document(Role.RESTORING, 9, NOW).isTold()).isTrue();
  }

  @Test
  void theActiveCopyTellsMoreThanAnyOtherAndOfTheOthersTheOneThatLagsLess() {
    SeriesDocument near = document(Role.STANDBY, 1, NOW);
    SeriesDocument far = document(Role.STANDBY, 2, NOW);
    assertThat(near.betterThan(far)).isTrue();
    assertThat(far.betterThan(near)).isFalse();
    assertThat(document(Role.ACTIVE, 0, NOW).betterThan(near)).isTrue();
    assertThat(near.betterThan(document(Role.ACTIVE, 0, NOW))).isFalse();
  }
}
