package io.tidegate.stream.verify;

import io.tidegate.kernel.forecast.KnownFuture;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.schema.SeriesChange;
import io.tidegate.schema.SeriesChangeEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.models.Activations;
import io.tidegate.stream.models.RecordedModels;
import io.tidegate.stream.topology.PartitionReplay;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.Serde;

/**
 * Computes the forecast of one series as it was at an offset, or would have been, by replaying the
 * log through the same step as the application: from the newest checkpoint that will do, else from
 * the beginning. Of the other series' records only the keys are read, unless series are forgotten
 * after a silence: that depends on all of them. Reads only; nothing is written to any topic. Used
 * by one thread.
 */
public final class TimeTravel {
  /** More of the newest observations than are ever refused, late or duplicates in a row. */
  private static final int SURELY_ACCEPTED = 64;

  private final TopicLog log;
  private final StreamSettings settings;
  private final Map<Integer, Long> reached;
  private final Serde<SpecificRecord> serde;
  private final Progress progress;

  /**
   * Prepares.
   *
   * @param reached the input offset before which everything was processed, by partition
   * @param progress told how far it is; what it throws ends the work
   */
  public TimeTravel(
      TopicLog log, StreamSettings settings, Map<Integer, Long> reached, Progress progress) {
    this.log = log;
    this.settings = settings;
    this.reached = Map.copyOf(reached);
    this.serde = settings.serde();
    this.progress = progress;
  }

  /**
   * Computes.
   *
   * @throws NoForecastException if it cannot be had: no such series then, not processed yet, its
   *     records are gone
   * @throws NoSuchVersionException if there is no such version, or it cannot be used
   */
  public Hypothetical ask(Hypothesis question) {
    byte[] key = question.series().getBytes(StandardCharsets.UTF_8);
    String topic = settings.topics().observations();
    int partition =
        question
            .partition()
            .orElseGet(() -> BuiltInPartitioner.partitionForKey(key, log.partitions(topic).size()));
    SeriesRecords records =
        new SeriesRecords(log, topic, partition, key, serde.deserializer(), progress);
    long end = end(question, records, partition);
    List<Long> newest = records.newest(question.without() + SURELY_ACCEPTED, end);
    if (newest.size() <= question.without()) {
      throw none(question, partition, end);
    }
    Activations activations = Activations.read(log, settings);
    RecordedModels models = models(question, activations.of(partition));
    Checkpoints checkpoints = Checkpoints.read(log, settings);
    Extent extent =
        Extent.of(
            log,
            settings,
            partition,
            activations.of(partition),
            checkpoints,
            reached.getOrDefault(partition, 0L),
            Offsets.parse(Long.toString(newest.get(0))),
            Offsets.parse(Long.toString(end)));
    if (extent.cut() || extent.span().records() == 0) {
      throw new NoForecastException("partition " + partition + ": " + extent.why());
    }
    VersionPlan plan =
        VersionPlan.recorded(activations.of(partition), models, settings.modelName());
    if (question.model().isPresent()) {
      long last = newest.get(newest.size() - 1 - question.without());
      plan = plan.instead(last, question.model().getAsLong());
    }
    PartitionReplay.Beginnings beginnings =
        extent.checkpoint().isPresent()
            ? checkpoints.states(
                partition,
                extent.checkpoint().getAsLong(),
                series -> needsAll() || series.equals(question.series()))
            : PartitionReplay.WITH_NOTHING;
    return new Journey(question, key, plan, beginnings, extent.span(), records).forecast();
  }

  /** Whether the forecasts of a series depend on the records of others. */
  private boolean needsAll() {
    return settings.alerts().expireMillis() != Long.MAX_VALUE;
  }

  /** The offset before which everything is known. */
  private long end(Hypothesis question, SeriesRecords records, int partition) {
    long processed = reached.getOrDefault(partition, 0L);
    if (question.time().isPresent()) {
      return records.firstLaterThan(question.time().get(), processed).orElse(processed);
    }
    if (question.at().isEmpty()) {
      return processed;
    }
    if (question.at().getAsLong() >= processed) {
      throw new NoForecastException(
          "offset "
              + question.at().getAsLong()
              + " of partition "
              + partition
              + " has not been processed yet: the last that has is "
              + (processed - 1));
    }
    return question.at().getAsLong() + 1;
  }

  private static NoForecastException none(Hypothesis question, int partition, long end) {
    return new NoForecastException(
        "series "
            + question.series()
            + " has "
            + (question.without() == 0
                ? "no observation"
                : "not more than " + question.without() + " observations")
            + " before offset "
            + end
            + " of partition "
            + partition
            + " of the observations");
  }

  private RecordedModels models(Hypothesis question, Activations.Timeline used) {
    Set<Long> versions =
        used.events().stream()
            .map(ActivationEvent::getModelVersion)
            .collect(Collectors.toCollection(TreeSet::new));
    question.model().ifPresent(versions::add);
    RecordedModels models = RecordedModels.read(log, settings, versions);
    question
        .model()
        .ifPresent(
            version -> {
              if (models.model(version).isEmpty()) {
                throw new NoSuchVersionException(models.whyMissing(version));
              }
            });
    return models;
  }

  /** One replay for one question. */
  private final class Journey implements PartitionReplay.Sink {
    private final Hypothesis question;
    private final byte[] key;
    private final Span span;
    private final SeriesRecords records;
    private final PartitionReplay replay;
    private ForecastEvent newest;

    Journey(
        Hypothesis question,
        byte[] key,
        PartitionReplay.Versions versions,
        PartitionReplay.Beginnings beginnings,
        Span span,
        SeriesRecords records) {
      this.question = question;
      this.key = key;
      this.span = span;
      this.records = records;
      this.replay = new PartitionReplay(settings, span.partition(), versions, beginnings, this);
    }

    Hypothetical forecast() {
      progress.begin(span.records());
      // Without a hypothesis nothing is held back, so that what is later than the last observation
      // (a series that is forgotten) counts as it did.
      HeldBack queue = new HeldBack(question.happened() ? 0 : question.without() + 1, this::take);
      try (LogCursor input =
          log.open(settings.topics().observations(), span.partition(), span.start(), span.to())) {
        for (var next = input.next(); next.isPresent(); next = input.next()) {
          ConsumerRecord<byte[], byte[]> message = next.get();
          if (Arrays.equals(message.key(), key)) {
            queue.add(message, records.decode(message) instanceof ObservationEvent);
          } else if (needsAll()) {
            queue.add(message, false);
          }
          progress.at(message.offset() + 1 - span.start());
        }
        queue.end(1, this::announce);
      } catch (ReplayStopped e) {
        throw new NoForecastException(e.getMessage());
      }
      progress.at(span.records());
      if (newest == null
          || question.model().stream().anyMatch(v -> v != newest.getModelVersion())) {
        throw new NoForecastException(
            "no such forecast of series "
                + question.series()
                + " stands there: it was forgotten, or its last observation was not accepted");
      }
      return new Hypothetical(newest, span.to() - 1, span.records());
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
      replay.take(message);
      if (Arrays.equals(message.key(), key)
          && records.decode(message) instanceof SeriesChangeEvent change
          && change.getChange() == SeriesChange.FORGET) {
        newest = null;
      }
    }

    private void announce(ConsumerRecord<byte[], byte[]> before) {
      for (KnownFuture known : question.known()) {
        KnownFutureEvent event =
            KnownFutureEvent.newBuilder()
                .setTime(Instant.ofEpochMilli(known.time()))
                .setValues(known.values())
                .build();
        byte[] value = serde.serializer().serialize(before.topic(), event);
        replay.take(
            new ConsumerRecord<>(before.topic(), before.partition(), before.offset(), key, value));
      }
    }

    @Override
    public void forecast(String series, ForecastEvent event) {
      if (series.equals(question.series())) {
        newest = event;
      }
    }

    @Override
    public void alert(String series, AlertEvent event) {}
  }
}
