package io.tidegate.stream.topology;

import static io.tidegate.stream.topology.TopologyFixture.bytes;
import static io.tidegate.stream.topology.TopologyFixture.slot;
import static io.tidegate.stream.topology.TopologyFixture.valueAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.wire.Float32Vector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CovariatesTest {
  private static final Map<String, Double> HOLIDAY = Map.of("holiday", 1.);

  @TempDir Path directory;
  private TopologyFixture stream;

  @BeforeEach
  void start() {
    stream = new TopologyFixture(directory, Map.of());
  }

  @AfterEach
  void stop() {
    stream.close();
  }

  @Test
  void whatIsAnnouncedMovesNoSeriesAndIsCountedOnce() {
    stream.observe("a", 0);
    stream.observe("a", 1);
    Ledger before = stream.ledger();
    stream.forecasts();
    stream.announce("a", 5, HOLIDAY);
    stream.announce("a", 5, HOLIDAY);
    stream.announce("a", 0, HOLIDAY);
    assertThat(stream.forecasts()).isEmpty();
    assertThat(stream.deadLetters()).isEmpty();
    Ledger after = stream.ledger();
    assertThat(after.knownFuture()).isEqualTo(3);
    assertThat(after.accepted()).isEqualTo(before.accepted());
    assertThat(after.next()).isEqualTo(before.next() + 3);
    assertThat(stream.meters.get("tidegate.known.future").counter().count()).isEqualTo(3);
    assertThat(stream.meters.get("tidegate.records").counter().count()).isEqualTo(5);
  }

  @Test
  void aSeriesMayBeginWithWhatIsKnownAhead() {
    stream.announce("a", 1, HOLIDAY);
    assertThat(stream.ledger().series()).isEqualTo(1);
    assertThat(stream.activations()).hasSize(1);
    stream.observe("a", 0);
    assertThat(stream.forecasts()).hasSize(1);
    assertThat(stream.ledger().series()).isEqualTo(1);
  }

  /** A quarter of the rows, by chance, stand higher: nothing in the past says which will. */
  @Test
  void aForecastKnowsWhatWasAnnounced() {
    int rows = 1_500;
    Random random = new Random(7);
    boolean[] raised = new boolean[rows + 1];
    for (int i = 0; i <= rows; i++) {
      raised[i] = random.nextInt(4) == 0;
    }
    for (int i = 0; i < rows; i++) {
      double value = valueAt(i) + (raised[i] ? 40 : 0);
      stream.announce("told", i + 1, flag(raised[i + 1]));
      stream.observe("told", i, value, flag(raised[i]));
      stream.observe("untold", i, value);
    }
    assertThat(stream.ledger().accepted()).isEqualTo(2L * rows);
    assertThat(stream.ledger().knownFuture()).isEqualTo(rows);
    List<ForecastEvent> all = stream.forecasts();
    double told = 0;
    double untold = 0;
    for (int i = rows - 500; i < rows - 1; i++) {
      double next = all.get(2 * i + 2).getValue();
      told += Math.abs(oneStep(all.get(2 * i)) - next);
      untold += Math.abs(oneStep(all.get(2 * i + 1)) - next);
    }
    assertThat(told).isLessThan(.5 * untold);
  }

  private static Map<String, Double> flag(boolean raised) {
    return Map.of("holiday", raised ? 1. : 0.);
  }

  private static double oneStep(ForecastEvent forecast) {
    return forecast.getValue() + Float32Vector.decode(forecast.getQuantiles())[3];
  }

  @Test
  void aParkedObservationThatBecomesADeadLetterKeepsItsCovariates() {
    stream.observe("a", 0);
    stream.observe("a", 1);
    stream.observe("a", 500, 7, HOLIDAY);
    stream.observe("a", 2);
    assertThat(stream.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getKey()).isEqualTo(bytes("a"));
              assertThat(letter.getValue()).isEqualTo(stream.encoded(slot(500), 7, HOLIDAY));
            });
  }
}
