package io.tidegate.stream.suite;

import static io.tidegate.stream.suite.TestCluster.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.audit.Audit;
import io.tidegate.stream.audit.AuditReport;
import io.tidegate.stream.audit.PartitionAudit;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.ModelEntry;
import io.tidegate.stream.models.TestModels;
import io.tidegate.stream.topology.DeadLetterHeaders;
import io.tidegate.stream.topology.TopicCreation;
import io.tidegate.stream.verify.Offsets;
import io.tidegate.stream.verify.VerifyReport;
import io.tidegate.wire.Float32Vector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the application promises on a real broker; every kind of broker has its subclass. */
abstract class StreamSuite {
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  /** Where the broker listens. */
  abstract String bootstrapServers();

  /** Tells this class's topics from those of other classes on the same broker. */
  private TestCluster cluster(String name, int partitions) {
    return cluster(name, partitions, Map.of());
  }

  private TestCluster cluster(String name, int partitions, Map<String, String> more) {
    TestCluster cluster =
        new TestCluster(bootstrapServers(), name, directory.resolve("state"), more);
    TopicCreation.create(
        cluster.settings.kafka(), cluster.settings.topics(), partitions, (short) 1);
    return cluster;
  }

  private static Instant slot(long slot) {
    return START.plus(STEP.multipliedBy(slot));
  }

  private static double valueAt(int series, long slot) {
    return 100 * (series + 1) + 10 * Math.sin(slot * .2) + slot % 3;
  }

  private static void observe(TestCluster cluster, int series, int from, int to) {
    for (int i = from; i < to; i++) {
      cluster.send(bytes("series" + series), cluster.observation(slot(i), valueAt(series, i)));
    }
    cluster.flush();
  }

  private static void assertAddsUp(TestCluster cluster, long accepted, long deadLetters) {
    AuditReport report = Audit.take(cluster.settings);
    assertThat(report.addsUp()).as(report.text()).isTrue();
    assertThat(report.partitions().stream().mapToLong(PartitionAudit::forecasts).sum())
        .as(report.text())
        .isEqualTo(accepted);
    assertThat(report.partitions().stream().mapToLong(PartitionAudit::deadLetters).sum())
        .as(report.text())
        .isEqualTo(deadLetters);
    assertThat(report.partitions()).as(report.text()).allMatch(p -> p.waiting() == 0);
  }

  @Test
  void forecastsFlowAndANewModelTakesOverWithoutAGapOrAColdState() {
    try (TestCluster cluster = cluster("swap", 2);
        TidegateApplication application = TidegateApplication.start(cluster.settings)) {
      for (int series = 0; series < 3; series++) {
        observe(cluster, series, 0, 60);
      }
      List<ForecastEvent> before = cluster.awaitForecasts(180);
      assertThat(before).allMatch(f -> f.getModelVersion() == 0);
      assertThat(application.health().ready()).isTrue();
      assertThat(application.health().live()).isTrue();

      cluster.publish(TestModels.snapshot(1, .5f));
      await().atMost(PATIENCE).until(() -> application.models().proposed() == 1);
      for (int series = 0; series < 3; series++) {
        observe(cluster, series, 60, 120);
      }
      List<ForecastEvent> all = cluster.awaitForecasts(360);
      List<ForecastEvent> after = all.subList(180, 360);
      assertThat(after).allMatch(f -> f.getModelVersion() == 1);
      assertThat(after).extracting(ForecastEvent::getState).doesNotContain(ForecastState.COLD);
      assertThat(after)
          .extracting(ForecastEvent::getOrigin)
          .containsAll(List.of(slot(60), slot(119)));
      assertAddsUp(cluster, 360, 0);
    }
  }

  @Test
  void afterTheLocalStateIsLostTheNextForecastIsTheSameToTheBit() throws Exception {
    KernelReference reference = new KernelReference(STEP.toMillis(), 1, TestModels.shifted(.25f));
    for (int i = 0; i <= 100; i++) {
      reference.observe(slot(i).toEpochMilli(), valueAt(0, i));
    }
    try (TestCluster cluster = cluster("wiped", 1)) {
      cluster.publish(TestModels.snapshot(1, .25f));
      observe(cluster, 0, 0, 100);
      try (TidegateApplication application = TidegateApplication.start(cluster.settings)) {
        cluster.awaitForecasts(100);
        assertThat(application.models().proposed()).isEqualTo(1);
      }
      Path state = cluster.settings.stateDirectory();
      assertThat(state).isNotEmptyDirectory();
      Utils.delete(state.toFile());
      assertThat(Files.exists(state)).isFalse();

      observe(cluster, 0, 100, 101);
      try (TidegateApplication application = TidegateApplication.start(cluster.settings)) {
        ForecastEvent next = cluster.awaitForecasts(101).get(100);
        assertThat(application.failure()).isEmpty();
        assertThat(next.getModelVersion()).isEqualTo(1);
        assertThat(next.getState().name()).isEqualTo(reference.newest().state().name());
        assertThat(Float32Vector.decode(next.getQuantiles()))
            .isEqualTo(reference.newest().quantileDifferences());
      }
      assertAddsUp(cluster, 101, 0);
    }
  }

  @Test
  void whatIsKnownAheadIsUsedByTheForecastsAndAccountedFor() {
    int slots = 150;
    KernelReference told = new KernelReference(STEP.toMillis(), 0, ShippedModel.load());
    KernelReference untold = new KernelReference(STEP.toMillis(), 0, ShippedModel.load());
    try (TestCluster cluster = cluster("covariates", 1);
        TidegateApplication application = TidegateApplication.start(cluster.settings)) {
      byte[] key = bytes("series0");
      for (int i = 0; i < slots; i++) {
        double value = valueAt(0, i) + 40 * flagAt(i).get("holiday");
        cluster.send(key, cluster.knownFuture(slot(i + 1), flagAt(i + 1)));
        cluster.send(key, cluster.observation(slot(i), value, flagAt(i)));
        told.announce(slot(i + 1).toEpochMilli(), flagAt(i + 1));
        told.observe(slot(i).toEpochMilli(), value, flagAt(i));
        untold.observe(slot(i).toEpochMilli(), value);
      }
      cluster.send(key, cluster.knownFuture(slot(slots), Map.of()));
      cluster.flush();
      ForecastEvent last = cluster.awaitForecasts(slots).get(slots - 1);
      cluster.awaitDeadLetters(1);
      assertThat(application.failure()).isEmpty();
      assertThat(Float32Vector.decode(last.getQuantiles()))
          .isEqualTo(told.newest().quantileDifferences())
          .isNotEqualTo(untold.newest().quantileDifferences());
      assertAddsUp(cluster, slots, 1);
      assertThat(Audit.take(cluster.settings).partitions())
          .singleElement()
          .satisfies(books -> assertThat(books.ledger().knownFuture()).isEqualTo(slots));
    }
  }

  /** A flag that nothing in the past foretells. */
  private static Map<String, Double> flagAt(int slot) {
    return Map.of("holiday", ((slot * 2_654_435_761L) >>> 7) % 4 == 0 ? 1. : 0.);
  }

  @Test
  void underAnotherSizeTheSeriesGoOnWithTheVersionInUse() {
    try (TestCluster cluster = cluster("resized", 1)) {
      cluster.publish(TestModels.snapshot(1, .5f));
      observe(cluster, 0, 0, 60);
      try (TidegateApplication application = TidegateApplication.start(cluster.settings)) {
        assertThat(cluster.awaitForecasts(60).get(59).getModelVersion()).isEqualTo(1);
        assertThat(application.failure()).isEmpty();
      }
      observe(cluster, 0, 60, 61);
      try (TidegateApplication lean =
          TidegateApplication.start(cluster.with("tidegate.size", "lean"))) {
        ForecastEvent next = cluster.awaitForecasts(61).get(60);
        assertThat(next.getModelVersion()).isEqualTo(1);
        assertThat(next.getState()).isEqualTo(ForecastState.REWARMED);
        assertThat(lean.failure()).isEmpty();
      }
      assertAddsUp(cluster, 61, 0);
    }
  }

  @Test
  void noRecordStopsTheStreamOrMakesARestartLoop() throws Exception {
    try (TestCluster cluster = cluster("poison", 1)) {
      allowAnyTimestamp(cluster.settings.topics().observations());
      int refused;
      try (TidegateApplication application = TidegateApplication.start(cluster.settings)) {
        observe(cluster, 0, 0, 2);
        refused = sendPoison(cluster);
        publishPoison(cluster);
        observe(cluster, 0, 2, 3);
        assertThat(cluster.awaitDeadLetters(refused))
            .allMatch(r -> r.headers().lastHeader(DeadLetterHeaders.REASON) != null);
        cluster.awaitForecasts(5);
        await().atMost(PATIENCE).until(() -> application.models().entries().size() == 6);
        assertThat(application.models().entries())
            .filteredOn(e -> e.state() == ModelEntry.State.VALID)
            .extracting(ModelEntry::version)
            .containsExactly(0L);
        assertThat(application.health().ready()).isTrue();
      }
      // All of it committed: a restart meets none of it again, and a lost state restores.
      Utils.delete(cluster.settings.stateDirectory().toFile());
      try (TidegateApplication application = TidegateApplication.start(cluster.settings)) {
        observe(cluster, 0, 3, 4);
        cluster.awaitForecasts(6);
        assertThat(application.failure()).isEmpty();
        assertThat(application.models().entries()).hasSize(6);
      }
      assertAddsUp(cluster, 6, refused);
    }
  }

  /** Sends what no series can take, and two records that one can, in spite of how they look. */
  private static int sendPoison(TestCluster cluster) {
    byte[] key = bytes("series0");
    byte[] good = cluster.observation(slot(2), 1);
    byte[] wrongFingerprint = good.clone();
    wrongFingerprint[2]++;
    byte[] huge = new byte[5 << 20];
    List<byte[][]> pills = new ArrayList<>();
    pills.add(new byte[][] {key, bytes("not Avro")});
    pills.add(new byte[][] {key, Arrays.copyOf(good, 12)});
    pills.add(new byte[][] {key, wrongFingerprint});
    pills.add(new byte[][] {key, cluster.encoded(TestModels.snapshot(1, 0))});
    pills.add(new byte[][] {key, null});
    pills.add(new byte[][] {null, good});
    pills.add(new byte[][] {new byte[] {(byte) 0xff}, good});
    pills.add(new byte[][] {key, cluster.observation(slot(2), Double.NaN)});
    pills.add(new byte[][] {key, cluster.observation(slot(2), Double.NEGATIVE_INFINITY)});
    pills.add(new byte[][] {key, cluster.observation(Instant.parse("1066-10-14T09:00:00Z"), 1)});
    pills.add(new byte[][] {key, cluster.observation(Instant.parse("9999-01-01T00:00:00Z"), 1)});
    pills.add(new byte[][] {huge, good});
    pills.add(new byte[][] {key, huge});
    pills.add(new byte[][] {huge, huge});
    for (byte[][] pill : pills) {
      cluster.send(pill[0], pill[1]);
    }
    String topic = cluster.settings.topics().observations();
    ProducerRecord<byte[], byte[]> loaded = new ProducerRecord<>(topic, bytes("loaded"), good);
    loaded.headers().add("baggage", huge);
    cluster.send(loaded);
    ProducerRecord<byte[], byte[]> refusedAndLoaded =
        new ProducerRecord<>(topic, bytes("loaded"), bytes("not Avro"));
    refusedAndLoaded.headers().add("baggage", huge);
    cluster.send(refusedAndLoaded);
    Instant farAway = Instant.parse("2190-01-01T00:00:00Z");
    cluster.send(
        new ProducerRecord<>(
            topic,
            null,
            farAway.toEpochMilli(),
            bytes("wrong clock"),
            cluster.observation(farAway, 1)));
    cluster.flush();
    return pills.size() + 1;
  }

  /** Publishes five snapshots that are none. */
  private static void publishPoison(TestCluster cluster) {
    ModelSnapshot wrongDigest = TestModels.snapshot(1, 1);
    wrongDigest.setSha256("0".repeat(64));
    cluster.publish(wrongDigest);
    cluster.publish(
        TestModels.snapshot("default", 2, ModelCodec.encode(TestModels.ofTooManyQuantiles())));
    byte[] notFinite = ShippedModel.bytes();
    Arrays.fill(notFinite, notFinite.length - 4, notFinite.length, (byte) 0xff);
    cluster.publish(TestModels.snapshot("default", 3, notFinite));
    byte[] cut = Arrays.copyOf(ShippedModel.bytes(), 1_000);
    cluster.publish(TestModels.snapshot("default", 4, cut));
    String models = cluster.settings.topics().models();
    cluster.send(new ProducerRecord<>(models, bytes("default/5"), bytes("not Avro")));
    cluster.flush();
  }

  /** A producer's clock can only be this wrong where the topic was told to take it. */
  private void allowAnyTimestamp(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      ConfigEntry any =
          new ConfigEntry(
              TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(new AlterConfigOp(any, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  @Test
  void aRecordedVersionThatIsGoneIsWaitedForAndNoOtherTakesItsPlace() throws Exception {
    try (TestCluster cluster = cluster("gone", 1)) {
      cluster.publish(TestModels.snapshot(2, .5f));
      observe(cluster, 0, 0, 1);
      try (TidegateApplication application = TidegateApplication.start(cluster.settings)) {
        assertThat(cluster.awaitForecasts(1).get(0).getModelVersion()).isEqualTo(2);
        assertThat(application.failure()).isEmpty();
      }
      cluster.withdraw("default/2");
      observe(cluster, 0, 1, 2);
      try (TidegateApplication impatient =
          TidegateApplication.start(cluster.with("tidegate.model.wait", "PT0.2S"))) {
        impatient.awaitEnd();
        assertThat(impatient.failure()).contains("version 2", "publish it again");
        assertThat(impatient.health().live()).isFalse();
      }
      try (TidegateApplication patient = TidegateApplication.start(cluster.settings)) {
        await().atMost(PATIENCE).until(() -> patient.models().waiting() == 1);
        assertThat(patient.health().ready()).isFalse();
        assertThat(patient.health().live()).isTrue();
        cluster.publish(TestModels.snapshot(2, .5f));
        assertThat(cluster.awaitForecasts(2).get(1).getModelVersion()).isEqualTo(2);
      }
      assertAddsUp(cluster, 2, 0);
    }
  }

  @Test
  void whereTheModelsTopicIsLostAndMadeAnewWhatIsAtWorkGoesOn() throws Exception {
    try (TestCluster cluster = cluster("lost", 1)) {
      cluster.publish(TestModels.snapshot(1, .5f));
      observe(cluster, 0, 0, 10);
      try (TidegateApplication application = TidegateApplication.start(cluster.settings)) {
        assertThat(cluster.awaitForecasts(10)).allMatch(f -> f.getModelVersion() == 1);
        String models = cluster.settings.topics().models();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
          admin.deleteTopics(List.of(models)).all().get();
        }
        observe(cluster, 0, 10, 20);
        assertThat(cluster.awaitForecasts(20)).allMatch(f -> f.getModelVersion() == 1);
        // The broker may take a moment to forget the old one.
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    TopicCreation.create(
                                cluster.settings.kafka(), cluster.settings.topics(), 1, (short) 1)
                            .get(models)
                        == TopicCreation.Outcome.CREATED);
        cluster.offer(TestModels.snapshot(1, .5f));
        cluster.publish(TestModels.snapshot(2, .25f));
        await().atMost(PATIENCE).until(() -> application.models().proposed() == 2);
        observe(cluster, 0, 20, 30);
        assertThat(cluster.awaitForecasts(30).get(29).getModelVersion()).isEqualTo(2);
        assertThat(application.failure()).isEmpty();
        assertThat(application.health().ready()).isTrue();
      }
      assertAddsUp(cluster, 30, 0);
    }
  }

  @Test
  void killedInMidStreamAndStartedAgainTheAuditAddsUp() throws Exception {
    int series = 8;
    int slots = 400;
    try (TestCluster cluster = cluster("killed", 2)) {
      for (int s = 0; s < series; s++) {
        observe(cluster, s, 0, slots / 2);
      }
      try (ChildApplication first = ChildApplication.start(cluster.settings, directory)) {
        for (int s = 0; s < series; s++) {
          observe(cluster, s, slots / 2, slots);
        }
        cluster.awaitForecasts(series * slots / 8);
        first.kill();
      }
      assertThat(Audit.take(cluster.settings).partitions())
          .anyMatch(p -> p.waiting() > 0 || p.records() > 0);
      try (ChildApplication second = ChildApplication.start(cluster.settings, directory)) {
        cluster.send(bytes("series0"), bytes("not Avro"));
        observe(cluster, 0, slots, slots + 1);
        cluster.awaitForecasts(series * slots + 1);
        assertThat(second.terminate()).isEqualTo(143);
      }
      assertThat(cluster.awaitReports(series * slots / 100))
          .hasSize(series * slots / 100)
          .allMatch(report -> report.getObservations() == 100);
      assertAddsUp(cluster, series * (long) slots + 1, 1);
    }
  }

  @Test
  void killedThriceRebalancedAndSwappedFiveTimesAReplayGivesEveryForecastByteForByte()
      throws Exception {
    int series = 6;
    int part = 40;
    try (TestCluster cluster = cluster("verified", 2, Map.of("tidegate.checkpoint.every", "100"))) {
      for (int round = 0; round < 3; round++) {
        observeAll(cluster, series, round * part, (round + 1) * part);
        try (ChildApplication killed = ChildApplication.start(cluster.settings, directory)) {
          cluster.awaitForecasts(series * part * round + series * part / 3);
          killed.kill();
        }
        cluster.publish(TestModels.snapshot(round + 1, .25f * (round + 1)));
      }
      cluster.send(bytes("series0"), bytes("not Avro"));
      int forecasts = series * 5 * part;
      try (ChildApplication lasting = ChildApplication.start(cluster.settings, directory)) {
        cluster.awaitForecasts(series * 3 * part);
        try (ChildApplication passing = ChildApplication.start(cluster.another(), directory)) {
          // The group waits for the killed members until their sessions have timed out, one by one.
          await()
              .atMost(PATIENCE.multipliedBy(6))
              .untilAsserted(
                  () ->
                      assertThat(cluster.membersAtWork())
                          .as(() -> cluster.group() + lasting.log() + passing.log())
                          .isEqualTo(2));
          cluster.publish(TestModels.snapshot(4, -.25f));
          cluster.decide(cluster.decisions.challenge(4, 3, .5));
          observeAll(cluster, series, 3 * part, 4 * part);
          cluster.awaitForecasts(series * 4 * part);
          assertThat(passing.terminate()).isEqualTo(143);
        }
        cluster.publish(TestModels.snapshot(5, -.5f));
        observeAll(cluster, series, 4 * part, 5 * part);
        assertThat(cluster.awaitForecasts(forecasts))
            .extracting(ForecastEvent::getModelVersion)
            .contains(0L, 5L);
        assertThat(TestCluster.verify(cluster.settings).differences()).isZero();
        assertThat(lasting.terminate()).isEqualTo(143);
      }
      VerifyReport report = TestCluster.verify(cluster.settings);
      assertThat(report.equal()).as(report.text()).isTrue();
      assertThat(report.compared()).as(report.text()).isEqualTo(forecasts);
      VerifyReport fromCheckpoints = TestCluster.verify(cluster.settings, Offsets.parse("250"));
      assertThat(fromCheckpoints.equal()).as(fromCheckpoints.text()).isTrue();
      assertThat(fromCheckpoints.unknown()).as(fromCheckpoints.text()).isZero();
      assertOneAlteredForecastIsFound(cluster, forecasts);
    }
  }

  private static void observeAll(TestCluster cluster, int series, int from, int to) {
    for (int s = 0; s < series; s++) {
      observe(cluster, s, from, to);
    }
  }

  private static void assertOneAlteredForecastIsFound(TestCluster cluster, int forecasts) {
    StreamSettings altered = cluster.with("tidegate.topic.forecasts", "verified.altered");
    TopicCreation.create(altered.kafka(), altered.topics(), 2, (short) 1);
    AtomicInteger copied = new AtomicInteger();
    cluster.copyForecasts(
        "verified.altered",
        2,
        event -> {
          if (copied.getAndIncrement() == forecasts / 2) {
            event.setModelVersion(9);
          }
          return event;
        });
    VerifyReport report = TestCluster.verify(altered);
    assertThat(report.compared()).as(report.text()).isEqualTo(forecasts);
    assertThat(report.differences()).as(report.text()).isEqualTo(1);
    assertThat(report.first().orElseThrow().field()).isEqualTo("modelVersion");
    assertThat(report.first().orElseThrow().recorded()).isEqualTo("9");
  }
}
