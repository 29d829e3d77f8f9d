package io.tidegate.stream.topology;

import static io.tidegate.stream.topology.TopologyFixture.NOW;
import static io.tidegate.stream.topology.TopologyFixture.bytes;
import static io.tidegate.stream.topology.TopologyFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.models.TestModels;
import io.tidegate.wire.Float32Vector;
import io.tidegate.wire.Float64Vector;
import io.tidegate.wire.Int32Vector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyReportsTest {
  /** Accepted observations of a report: a day has more rows of ten minutes. */
  private static final int ROWS = 100;

  private static final int DAY = 144;

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

  private static double valueAt(long slot) {
    return TopologyFixture.valueAt(slot) + 3 * new Random(slot).nextGaussian();
  }

  private void observe(String series, int from, int to) {
    for (int i = from; i < to; i++) {
      stream.observe(series, i, valueAt(i));
    }
  }

  @Test
  void everyHundredAcceptedObservationsOfASeriesHaveAReport() {
    observe("a", 0, 250);
    observe("b", 0, 120);
    stream.observe("b", 119, 7);
    List<TestRecord<String, SpecificRecord>> reports = stream.accuracyRecords();
    assertThat(reports).extracting(TestRecord::getKey).containsExactly("a", "a", "b");
    assertThat(reports).allSatisfy(report -> assertThat(report.getRecordTime()).isEqualTo(NOW));
    assertThat(reports).allSatisfy(report -> assertThat(report.headers()).isEmpty());
    AccuracyEvent second = (AccuracyEvent) reports.get(1).value();
    assertThat(second.getSourcePartition()).isZero();
    assertThat(second.getSourceOffset()).isEqualTo(199);
    assertThat(second.getTime()).isEqualTo(slot(199));
    assertThat(second.getStepMillis()).isEqualTo(600_000);
    assertThat(second.getModelName()).isEqualTo("default");
    assertThat(second.getModelVersion()).isZero();
    assertThat(second.getObservations()).isEqualTo(ROWS);
    assertThat(Int32Vector.decode(second.getSteps()))
        .containsExactly(1, 2, 4, 8, 14, 24, 31, 41, 48);
    assertThat(Float32Vector.decode(second.getPromised())).containsExactly(.9f, .8f, .5f);
  }

  @Test
  void theSumsAreThoseOfTheForecastsInTheTopic() {
    observe("a", 0, 600);
    List<ForecastEvent> forecasts = stream.forecasts();
    List<AccuracyEvent> reports = stream.accuracy();
    assertThat(reports).hasSize(6);
    for (int r = 0; r < reports.size(); r++) {
      AccuracyEvent report = reports.get(r);
      int[] steps = Int32Vector.decode(report.getSteps());
      for (int at = 0; at < steps.length; at++) {
        assertSums(report, at, bruteForce(forecasts, steps[at], r * ROWS, (r + 1) * ROWS));
      }
    }
  }

  /** Count, absolute, squared, hits of three intervals. */
  private static double[] bruteForce(List<ForecastEvent> forecasts, int step, int from, int to) {
    double[] sums = new double[6];
    for (int target = Math.max(from, step); target < to; target++) {
      ForecastEvent forecast = forecasts.get(target - step);
      long slot = forecast.getOrigin().toEpochMilli() / forecast.getStepMillis();
      if (step == 1 || (slot + slot / DAY) % 4 == 0) {
        float[] differences = Float32Vector.decode(forecast.getQuantiles());
        int row = (step - 1) * 7;
        double actual = valueAt(target) - forecast.getValue();
        double error = actual - differences[row + 3];
        sums[0]++;
        sums[1] += Math.abs(error);
        sums[2] += error * error;
        for (int i = 0; i < 3; i++) {
          boolean held = actual >= differences[row + i] && actual <= differences[row + 6 - i];
          sums[3 + i] += held ? 1 : 0;
        }
      }
    }
    return sums;
  }

  private static void assertSums(AccuracyEvent report, int at, double[] expected) {
    assertThat(Int32Vector.decode(report.getForecasts())[at]).isEqualTo((int) expected[0]);
    assertThat(Float64Vector.decode(report.getAbsoluteErrors())[at])
        .isCloseTo(expected[1], within(1e-4 * (1 + expected[1])));
    assertThat(Float64Vector.decode(report.getSquaredErrors())[at])
        .isCloseTo(expected[2], within(1e-4 * (1 + expected[2])));
    int[] hits = Int32Vector.decode(report.getHits());
    for (int i = 0; i < 3; i++) {
      assertThat(hits[at * 3 + i]).isEqualTo((int) expected[3 + i]);
    }
  }

  @Test
  void whatWasNotAcceptedCountsForNoReport() {
    observe("a", 0, 99);
    stream.observe("a", 98, 1);
    stream.observe("a", 3, 1);
    stream.pipe(new TestRecord<>(bytes("a"), new byte[] {1}, NOW));
    assertThat(stream.accuracy()).isEmpty();
    observe("a", 99, 100);
    assertThat(stream.accuracy())
        .singleElement()
        .satisfies(report -> assertThat(report.getSourceOffset()).isEqualTo(102));
  }

  @Test
  void aReportAfterASwapSaysHowManyForecastsAnEarlierVersionHadMade() {
    observe("a", 0, 450);
    stream.publish(TestModels.snapshot(1, 1f));
    observe("a", 450, 700);
    List<AccuracyEvent> reports = stream.accuracy();
    assertThat(reports)
        .extracting(AccuracyEvent::getModelVersion)
        .containsExactly(0L, 0L, 0L, 0L, 1L, 1L, 1L);
    assertThat(reports.get(3).getOfEarlierVersions()).isZero();
    assertThat(reports.get(4).getOfEarlierVersions()).isPositive();
    assertThat(reports.get(6).getOfEarlierVersions()).isZero();
  }
}
