package io.tidegate.stream.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.tidegate.stream.audit.InputProgress;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.verify.Hypothesis;
import io.tidegate.stream.verify.HypotheticalDocument;
import io.tidegate.stream.verify.NoForecastException;
import io.tidegate.stream.verify.NoSuchVersionException;
import io.tidegate.stream.verify.Progress;
import io.tidegate.stream.verify.TimeTravel;
import io.tidegate.stream.view.LatestForecast;
import io.tidegate.stream.view.LiveView;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/**
 * {@code /api/series/{key}/what-if}: a forecast as it was or would have been. One at a time, and
 * not for long: it takes from the processor what the stream could use.
 */
final class WhatIfRoutes {
  private final StreamSettings settings;
  private final LiveView view;
  private final Duration patience;
  private final Semaphore turn = new Semaphore(1);

  WhatIfRoutes(StreamSettings settings, LiveView view, Duration patience) {
    this.settings = settings;
    this.view = view;
    this.patience = patience;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/series/{key}/what-if", this::answer);
  }

  private void answer(Context context) {
    Hypothesis question = question(context);
    if (!turn.tryAcquire()) {
      throw new ServiceUnavailableResponse(
          "Another hypothetical forecast is being computed; ask again in some seconds.");
    }
    try (TopicLog log = new KafkaTopicLog(settings.kafka())) {
      TimeTravel travel =
          new TimeTravel(
              log, settings, InputProgress.read(log, settings), new Deadline(question.series()));
      context.json(HypotheticalDocument.of(question.series(), travel.ask(question)));
    } catch (NoSuchVersionException e) {
      throw new NotFoundResponse(e.getMessage());
    } catch (NoForecastException e) {
      throw new ConflictResponse(e.getMessage());
    } finally {
      turn.release();
    }
  }

  private Hypothesis question(Context context) {
    String key = context.pathParam("key");
    long model = Numbers.query(context, "model", 0, Long.MAX_VALUE, -1);
    try {
      return Hypothesis.of(
          key,
          view.forecast(key).map(LatestForecast::sourcePartition).stream()
              .mapToInt(partition -> partition)
              .findFirst(),
          context.queryParam("at"),
          model < 0 ? OptionalLong.empty() : OptionalLong.of(model),
          (int) Numbers.query(context, "without", 0, Hypothesis.MOST_WITHOUT, 0),
          context.queryParam("covariates"));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(e.getMessage());
    }
  }

  private final class Deadline implements Progress {
    private final String series;
    private final long until = System.nanoTime() + patience.toNanos();
    private long all;
    private long done;

    Deadline(String series) {
      this.series = series;
    }

    @Override
    public void begin(long offsets) {
      all = offsets;
    }

    @Override
    public void at(long offsets) {
      done = offsets;
      look();
    }

    @Override
    public void look() {
      if (System.nanoTime() > until) {
        throw new ServiceUnavailableResponse(
            "Given up after "
                + patience.toSeconds()
                + " s, "
                + done
                + " of "
                + all
                + " records replayed: tidegate what-if "
                + series
                + " on the command line takes the time that it needs, and checkpoints"
                + " (tidegate.checkpoint.every) make it short.");
      }
    }
  }
}
