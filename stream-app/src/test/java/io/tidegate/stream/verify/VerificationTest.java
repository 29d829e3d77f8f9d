package io.tidegate.stream.verify;

import static io.tidegate.stream.verify.RecordedRun.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.SeriesChange;
import io.tidegate.stream.models.TestModels;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
  @TempDir Path directory;
  private RecordedRun run;

  @BeforeEach
  void begin() {
    run = new RecordedRun(directory);
  }

  @AfterEach
  void end() {
    run.close();
  }

  private static PartitionVerdict only(VerifyReport report) {
    assertThat(report.partitions()).hasSize(1);
    return report.partitions().get(0);
  }

  private void assertEqual(VerifyReport report, long compared) {
    assertThat(report.equal()).as(report.text()).isTrue();
    assertThat(report.first()).as(report.text()).isEmpty();
    assertThat(only(report).why()).isEmpty();
    assertThat(report.compared()).as(report.text()).isEqualTo(compared);
    assertThat(report.expired() + report.unknown()).as(report.text()).isZero();
  }

  /** Two series, three versions, and every verdict that there is. */
  private void everything() {
    everything(run);
  }

  static void everything(RecordedRun run) {
    run.observe("a", 0, 40);
    run.publish(TestModels.snapshot(1, .25f));
    run.observe("bb", 0, 30);
    run.send(bytes("a"), bytes("not Avro"));
    run.send(null, bytes("not Avro"));
    run.send(bytes("a"), null);
    run.observe("a", 45); // a gap, bridged
    run.observe("a", 43); // late, takes its place
    run.observe("a", 45); // a duplicate
    run.observe("a", 10); // a duplicate, of long ago
    run.observe("bb", 300); // parked
    run.publish(TestModels.snapshot(7, -.5f));
    run.observe("a", 46, 50);
    run.observe("bb", 30); // not confirmed: a dead letter
    run.observe("bb", 400); // parked
    run.observe("a", 50, 60);
    run.observe("bb", 401); // confirmed: two forecasts
    run.observe("bb", 402, 410);
    run.observe("ccc", 0, 5);
  }

  @Test
  void whatIsKnownAheadIsReplayedToo() {
    run.observe("shop", 0, 20);
    for (int slot = 20; slot < 80; slot++) {
      run.announce("shop", slot + 3, "promotion", (slot + 3) / 7 % 2);
      run.observeWith("shop", slot, "promotion", slot / 7 % 2);
      if (slot == 50) {
        run.publish(TestModels.snapshot(1, .1f));
      }
    }
    assertEqual(run.verify(), 80);
  }

  @Test
  void seriesThatAreResetForgottenAndImportedAreReplayedToo() {
    changes(run);
    VerifyReport report = run.verify();
    assertEqual(report, run.recorded().stream().filter(Objects::nonNull).count());
    assertThat(report.alerts(AlertVerdict::compared)).as(report.text()).isPositive();
    assertThat(report.alerts(AlertVerdict::unknown)).as(report.text()).isZero();
  }

  @Test
  void fromACheckpointTheyAreReplayedToo() {
    run.close();
    run = new RecordedRun(directory.resolve("checked"), Map.of("tidegate.checkpoint.every", "64"));
    changes(run);
    for (long from : List.of(64L, 128L, 192L)) {
      VerifyReport report = run.verifyFrom(from);
      assertThat(report.equal()).as(report.text()).isTrue();
      assertThat(only(report).why()).isEmpty();
      assertThat(report.unknown()).as(report.text()).isZero();
    }
  }

  /** About 250 records of three series, one of them silent when it is reset. */
  private static void changes(RecordedRun run) {
    run.observe("a", 0, 60);
    run.observe("bb", 0, 90);
    byte[] silent = run.state("a");
    run.change("a", SeriesChange.RESET, null);
    run.observe("a", 70, 80);
    run.change("ccc", SeriesChange.IMPORT, silent);
    run.change("bb", SeriesChange.FORGET, null);
    run.change("nobody", SeriesChange.FORGET, null);
    run.change("nobody", SeriesChange.RESET, null);
    run.observe("ccc", 60, 70);
    run.change("a", SeriesChange.IMPORT, silent);
    run.observe("a", 60, 90);
    run.observe("bb", 60, 100);
    run.observe("ccc", 300); // parked
    run.change("ccc", SeriesChange.IMPORT, new byte[] {1, 2, 3});
    run.change("ccc", SeriesChange.FORGET, null);
    run.observe("ccc", 301, 305);
  }

  @Test
  void aReplayGivesEveryRecordedForecastByteForByte() {
    everything();
    assertThat(run.forecasts()).isGreaterThan(90);
    assertEqual(run.verify(), run.forecasts());
    assertThat(run.verify().text()).contains(run.forecasts() + " forecasts compared", "0 differ");
  }

  @Test
  void swapsToOtherShapesAreReplayedToo() {
    List<Model> models =
        List.of(
            ShippedModel.load(Size.LEAN),
            TestModels.persistence(new ModelShape(5, 3, 20, 100, Size.STANDARD.shape().levels())),
            TestModels.persistence(new ModelShape(2, 1, 167, 12, List.of(.02f, .5f, .98f))),
            TestModels.shifted(.1f));
    run.observe("a", 0, 60);
    for (int i = 0; i < models.size(); i++) {
      run.publish(TestModels.snapshot("default", i + 1, ModelCodec.encode(models.get(i))));
      long slot = 60 * (i + 1L);
      run.observe("a", slot, slot + 30);
      run.observe("bb", slot / 2, slot / 2 + 30);
      run.observe("a", slot + 32, slot + 60);
    }
    assertEqual(run.verify(), 60 + 4 * 88);
  }

  @Test
  void whereNothingIsRecordedNothingDiffers() {
    assertEqual(run.verify(), 0);
    run.send(bytes("a"), bytes("not Avro"));
    assertEqual(run.verify(), 0);
  }

  @Test
  void oneAlteredBitIsFoundWithItsPlace() {
    everything();
    run.alter(
        50,
        event -> {
          var quantiles = event.getQuantiles().duplicate().order(ByteOrder.LITTLE_ENDIAN);
          int at = quantiles.position() + (2 * event.getQuantileCount() + 3) * Float.BYTES;
          quantiles.putInt(at, quantiles.getInt(at) ^ 1);
        });
    VerifyReport report = run.verify();
    assertThat(report.equal()).isFalse();
    assertThat(report.differences()).isEqualTo(1);
    assertThat(report.compared()).isEqualTo(run.forecasts());
    Difference first = report.first().orElseThrow();
    assertThat(first.field()).isEqualTo("quantiles[step 3, level 0.5]");
    assertThat(first.series()).isEqualTo("bb");
    assertThat(first.recorded()).isNotEqualTo(first.replayed()).contains("0x");
    assertThat(report.text())
        .contains("series bb", "offset " + first.offset(), first.recorded(), first.replayed());
  }

  @Test
  void everyFieldOfTheEventIsCompared() {
    everything();
    run.alter(3, event -> event.setModelVersion(99));
    run.alter(4, event -> event.setValue(Math.nextUp(event.getValue())));
    run.alter(5, event -> event.setOrigin(event.getOrigin().plusMillis(1)));
    VerifyReport report = run.verify();
    assertThat(report.differences()).isEqualTo(3);
    Difference first = report.first().orElseThrow();
    assertThat(first.field()).isEqualTo("modelVersion");
    assertThat(first.recorded()).isEqualTo("99");
    assertThat(first.replayed()).isEqualTo("0");
  }

  @Test
  void aForecastThatIsNotThereAndOneThatShouldNotBeAreFound() {
    everything();
    String forecasts = run.settings.topics().forecasts();
    run.log.remove(forecasts, 0, 20);
    VerifyReport missing = run.verify();
    assertThat(only(missing).missing()).isEqualTo(1);
    assertThat(missing.differences()).isEqualTo(1);
    assertThat(missing.first().orElseThrow().recorded()).isEqualTo("no forecast");

    run.alter(19, event -> event.setSourceOffset(20_000));
    run.log.append(forecasts, 0, bytes("a"), bytes("not Avro"), 0);
    VerifyReport both = run.verify();
    assertThat(only(both).missing()).isEqualTo(2);
    assertThat(only(both).unreadable()).isEqualTo(1);
    assertThat(both.text()).contains("1 records are no forecasts");

    run.alter(21, event -> event.setSourceOffset(22));
    assertThat(only(run.verify()).unexpected()).isEqualTo(1);
  }

  @Test
  void onlyTheForecastsFromOneOffsetToAnotherAreCompared() {
    everything();
    run.alter(3, event -> event.setModelVersion(99));
    run.alter(60, event -> event.setModelVersion(99));
    assertEqual(run.verify(Offsets.parse("10"), Offsets.parse("0:40")), 30);
    assertThat(run.verify(Offsets.parse("10"), Offsets.NONE).differences()).isEqualTo(1);
    assertThat(run.verify(Offsets.NONE, Offsets.parse("40")).differences()).isEqualTo(1);
  }

  @Test
  void anObservationThatStillWaitsAtTheEndIsNotExpectedAndNotMissed() {
    run.observe("a", 0, 20);
    run.observe("a", 200);
    assertEqual(run.verify(), 20);
    run.observe("a", 201);
    assertEqual(run.verify(), 22);
    assertEqual(run.verify(Offsets.NONE, Offsets.parse("21")), 20);
  }

  @Test
  void withoutTheInputsBeginningOnlySeriesThatBeganLaterAreCompared() {
    everything();
    run.observe("dddd", 0, 20);
    String observations = run.settings.topics().observations();
    run.log.cut(observations, 0, 60);
    VerifyReport report = run.verify();
    assertThat(report.equal()).as(report.text()).isTrue();
    assertThat(report.compared()).isEqualTo(25);
    assertThat(report.unknown()).isEqualTo(run.forecasts() - 25);
    assertThat(report.text()).contains("states began at offset 0", "begins at 60", "retention");

    run.alter(run.forecasts() - 1, event -> event.setModelVersion(99));
    assertThat(run.verify().differences()).isEqualTo(1);
    run.log.cut(observations, 0, run.log.end(observations, 0));
    VerifyReport nothing = run.verify();
    assertThat(nothing.equal()).isFalse();
    assertThat(nothing.text()).contains("proves nothing");
  }

  @Test
  void forecastsThatRetentionTookAreNotMissing() {
    everything();
    run.log.cut(run.settings.topics().forecasts(), 0, 40);
    VerifyReport report = run.verify();
    assertThat(report.equal()).as(report.text()).isTrue();
    assertThat(report.expired()).isEqualTo(40);
    assertThat(report.compared()).isEqualTo(run.forecasts() - 40);
    assertThat(report.text()).contains("40 are no longer in the topic");
  }

  @Test
  void withoutTheWeightsOfAVersionTheReplayStopsWhereItWasTakenIntoUse() {
    everything();
    run.log.remove(run.settings.topics().models(), 0, 1);
    VerifyReport report = run.verify();
    assertThat(report.equal()).as(report.text()).isTrue();
    assertThat(report.unknown()).isEqualTo(run.forecasts() - report.compared());
    assertThat(report.unknown()).isPositive();
    assertThat(report.text()).contains("stopped at offset", "no valid snapshot of version 7");
  }

  @Test
  void withoutTheActivationsNothingIsProved() {
    everything();
    String activations = run.settings.topics().activations();
    run.log.cut(activations, 0, run.log.end(activations, 0));
    VerifyReport report = run.verify();
    assertThat(report.equal()).isFalse();
    assertThat(report.differences()).isZero();
    assertThat(report.text()).contains("no version was ever recorded", "proves nothing");
  }

  @Test
  void statesThatBeganTwiceAreToldAndNotCompared() {
    everything();
    ActivationEvent again =
        ActivationEvent.newBuilder()
            .setPartition(0)
            .setOffset(0)
            .setModelName("default")
            .setModelVersion(7)
            .setPreviousVersion(null)
            .build();
    byte[] value = run.settings.serde().serializer().serialize("", again);
    run.log.append(run.settings.topics().activations(), 0, bytes("0"), value, 0);
    VerifyReport report = run.verify();
    assertThat(report.equal()).isFalse();
    assertThat(report.text()).contains("began anew 2 times");
  }

  @Test
  void forecastsAreFoundInWhicheverPartitionTheirKeyChooses() {
    everything();
    long recorded = run.forecasts();
    run.spreadForecasts(5);
    assertThat(run.forecasts()).isLessThan(recorded);
    assertEqual(run.verify(), recorded);
  }
}
