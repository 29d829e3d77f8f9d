package io.tidegate.kernel.forecast;

import static io.tidegate.kernel.forecast.Streams.HOUR;
import static io.tidegate.kernel.forecast.Streams.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.Covariates;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CovariatesTest {
  private static final int ROWS = 3_000;

  @Test
  void plannedPromotionsThatAreAnnouncedHalveTheErrorAtLeast() {
    double told = promotions(true);
    double untold = promotions(false);
    assertThat(told).isLessThan(.5 * untold);
  }

  /** Root mean square error eight hours ahead over the last thousand origins. */
  private static double promotions(boolean announced) {
    Streams stream = shipped();
    double squares = 0;
    for (int i = 0; i < ROWS; i++) {
      if (announced) {
        announce(stream, i + 48, values("promotion", promotion(i + 48)));
      }
      observe(stream, i, sales(i), announced ? values("promotion", promotion(i)) : values());
      if (i >= ROWS - 1_000) {
        squares += Math.pow(stream.last().point(8) - sales(i + 8), 2);
      }
    }
    return Math.sqrt(squares / 1_000);
  }

  private static double promotion(int slot) {
    return new Random(slot / 6).nextInt(6) == 0 ? 1 : 0;
  }

  private static double sales(int slot) {
    return Streams.wave(slot) + 8 * promotion(slot);
  }

  @Test
  void aTemperatureForecastHelpsAsTheSpanOfItsValuesGrows() {
    double[] temperature = new double[ROWS + 48];
    Random random = new Random(4);
    for (int i = 1; i < temperature.length; i++) {
      double pull = i < 200 ? .5 : .9;
      temperature[i] = pull * temperature[i - 1] + random.nextGaussian();
    }
    Streams told = shipped();
    Streams untold = shipped();
    double toldSquares = 0;
    double untoldSquares = 0;
    for (int i = 0; i < ROWS; i++) {
      announce(told, i + 12, values("temperature", temperature[i + 12]));
      observe(told, i, demand(temperature, i), values("temperature", temperature[i]));
      observe(untold, i, demand(temperature, i), values());
      if (i >= ROWS - 1_000) {
        toldSquares += Math.pow(told.last().point(8) - demand(temperature, i + 8), 2);
        untoldSquares += Math.pow(untold.last().point(8) - demand(temperature, i + 8), 2);
      }
    }
    assertThat(toldSquares).isLessThan(.5 * untoldSquares);
  }

  private static double demand(double[] temperature, int slot) {
    return Streams.wave(slot) + 2 * temperature[slot];
  }

  @Test
  void withoutCovariatesNothingIsAsItWouldNotBe() {
    Streams plain = shipped().over(0, 300, Streams::wave);
    Streams empty = shipped();
    for (int i = 0; i < 300; i++) {
      observe(empty, i, Streams.wave(i), values());
    }
    assertThat(StateCodec.encode(empty.state)).isEqualTo(StateCodec.encode(plain.state));
  }

  @Test
  void covariatesThatStopComingLeaveForecastsAsGoodAsWithoutAny() {
    Streams stream = shipped();
    Streams plain = shipped();
    double squares = 0;
    double plainSquares = 0;
    for (int i = 0; i < ROWS; i++) {
      observe(stream, i, Streams.wave(i), i < 500 ? values("x", i % 7 / 7.0) : values());
      observe(plain, i, Streams.wave(i), values());
      if (i >= 1_000) {
        squares += Math.pow(stream.last().point(8) - Streams.wave(i + 8), 2);
        plainSquares += Math.pow(plain.last().point(8) - Streams.wave(i + 8), 2);
      }
    }
    assertThat(squares).isLessThan(1.02 * plainSquares);
  }

  @Test
  void whatIsAnnouncedIsKeptInTheBytesUntilItsTime() {
    Streams stream = shipped().over(0, 200, Streams::wave);
    announce(stream, 210, values("holiday", 1));
    announce(stream, 204, values("holiday", 0, "rain", 3));
    int before = StateCodec.sizes(stream.state).get("covariates");
    SeriesState back = StateCodec.decode(StateCodec.encode(stream.state));
    assertThat(StateCodec.encode(back)).isEqualTo(StateCodec.encode(stream.state));
    stream.state = back;
    stream.over(200, 212, Streams::wave);
    assertThat(StateCodec.sizes(stream.state).get("covariates")).isLessThan(before);
    assertThat(stream.last().point(1)).isFinite();
  }

  @Test
  void whatLiesBehindIsIgnored() {
    Streams stream = shipped().over(0, 50, Streams::wave);
    byte[] before = StateCodec.encode(stream.state);
    announce(stream, 49, values("holiday", 1));
    announce(stream, 3, values("holiday", 1));
    assertThat(StateCodec.encode(stream.state)).isEqualTo(before);
  }

  @Test
  void aSeriesMayBeAnnouncedBeforeItsFirstObservation() {
    Streams stream = shipped();
    announce(stream, 3, values("holiday", 1));
    stream.over(0, 5, slot -> 7);
    assertThat(stream.last().point(1)).isCloseTo(7, within(1e-6));
  }

  @Test
  void theFirstFourNamesAreUsedAndOthersIgnored() {
    Streams stream = shipped();
    observe(stream, 0, 1, values("a", 1, "b", 1, "c", 1, "d", 1));
    byte[] four = StateCodec.encode(stream.state);
    Streams other = shipped();
    observe(other, 0, 1, values("a", 1, "b", 1, "c", 1, "d", 1, "e", 1));
    assertThat(StateCodec.encode(other.state)).isEqualTo(four);
  }

  @Test
  void oneTimeTooManyIsRefusedAndLeavesTheStateAsItWas() {
    Streams stream = shipped().over(0, 30, Streams::wave);
    for (int i = 0; i < Covariates.MOST_TIMES; i++) {
      announce(stream, 30 + i, values("holiday", 1));
    }
    byte[] before = StateCodec.encode(stream.state);
    assertThatThrownBy(() -> announce(stream, 20_000, values("holiday", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1000 times ahead");
    assertThat(StateCodec.encode(stream.state)).isEqualTo(before);
  }

  @Test
  void whatCannotBeUsedIsRefusedInASentence() {
    assertThatThrownBy(() -> new KnownFuture(0, START, values()))
        .hasMessageContaining("at least one");
    assertThatThrownBy(() -> new KnownFuture(0, START, values("x", Double.NaN)))
        .hasMessageContaining("covariate x must be finite");
    assertThatThrownBy(() -> new Observation(0, START, 1, values("y".repeat(101), 1)))
        .hasMessageContaining("1 to 100 bytes");
    assertThatThrownBy(() -> new KnownFuture(0, Long.MAX_VALUE, values("x", 1)))
        .hasMessageContaining("1900");
  }

  private static void announce(Streams stream, long slot, SortedMap<String, Double> values) {
    stream.forecaster.announce(stream.state, new KnownFuture(0, START + slot * HOUR, values));
  }

  private static void observe(
      Streams stream, long slot, double value, SortedMap<String, Double> covariates) {
    stream.forecaster.observe(
        stream.state, new Observation(slot, START + slot * HOUR, value, covariates), stream);
  }

  private static SortedMap<String, Double> values(Object... namesAndValues) {
    SortedMap<String, Double> values = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
    }
    return values;
  }

  private static Streams shipped() {
    Forecaster forecaster = new Forecaster(0, ShippedModel.load(), ForecasterSettings.defaults());
    return new Streams(forecaster, SeriesState.start(HOUR));
  }
}
