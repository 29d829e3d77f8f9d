package io.tidegate.stream.demo;

import io.tidegate.stream.demo.DemoStatus.Retrainings;
import io.tidegate.stream.pipeline.Account;
import io.tidegate.stream.view.Measure;
import io.tidegate.stream.view.Scoreboard;
import io.tidegate.stream.view.StepScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A demo's status in words. */
final class StatusText {
  /** A longer line would wrap on the narrowest usual terminal, and not be overwritten. */
  private static final int WIDTH = 79;

  private StatusText() {}

  /** Lines that replace each other on a terminal. */
  static List<String> screen(DemoStatus status) {
    Account account = status.account();
    List<String> lines = new ArrayList<>();
    lines.add(line("  Tidegate demo, %s      page: %s", clock(status), status.page()));
    lines.add(line("  input      %s", status.input()));
    lines.add(
        line(
            "  rates      %,.0f records/s in, %,.0f forecasts/s out, %,d series",
            status.recordsPerSecond(), status.forecastsPerSecond(), status.series()));
    lines.add(
        line(
            "  so far     %,d observations, %,d forecasts, %,d from retrained versions",
            account.observations(), account.forecasts(), status.retrained()));
    lines.add(line("  set aside  %s", setAside(account)));
    lines.add(line("  model      version %d in use; %s", status.version(), retrainings(status)));
    lines.add(line("  error of the last %,d matured forecasts,", Scoreboard.WINDOW));
    lines.add("  persistence (no change) = 1      forecast   persistence   seasonal naive");
    for (int step : Scoreboard.STEPS) {
      Optional<StepScore> score = status.scores().at(step);
      lines.add(row(step, "MAE", score, Measure::meanAbsolute));
      lines.add(row(step, "RMSE", score, Measure::rootMeanSquare));
    }
    return lines.stream().map(StatusText::cut).toList();
  }

  private static String row(
      int step, String name, Optional<StepScore> score, ToDoubleFunction<Measure> error) {
    return line(
        "    at %2d steps, %-4s              %8s      %8s         %8s",
        step,
        name,
        number(score.map(StepScore::forecast), error),
        number(score.map(StepScore::persistence), error),
        number(score.flatMap(StepScore::seasonal), error));
  }

  private static String cut(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
  }

  /** The same in one line, for a file or a pipe. */
  static String brief(DemoStatus status) {
    return line(
        "%s  %s | %,.0f records/s, %,.0f forecasts/s, %,d series | version %d after %d retrainings |"
            + " error, persistence = 1: at 1 step %s; at 24 steps %s",
        clock(status),
        status.input(),
        status.recordsPerSecond(),
        status.forecastsPerSecond(),
        status.series(),
        status.version(),
        status.retrainings().trained(),
        score(status.scores(), 1),
        score(status.scores(), 24));
  }

  /** What a demo did, in one line. */
  static String summary(DemoStatus status) {
    Account account = status.account();
    return line(
        "tidegate demo: %,d series; %,d observations: %,d forecasts, %s; %,d models trained (%s);"
            + " %,d forecasts from retrained versions; error, persistence = 1: at 1 step %s;"
            + " at 24 steps %s",
        status.series(),
        account.observations(),
        account.forecasts(),
        setAside(account),
        status.retrainings().trained(),
        outcomes(status.retrainings()),
        status.retrained(),
        score(status.scores(), 1),
        score(status.scores(), 24));
  }

  private static String setAside(Account account) {
    return line(
        "%,d late, %,d duplicates, %,d dead letters%s%s%s%s%s%s",
        account.books().late(),
        account.books().duplicates(),
        account.deadLetters(),
        ifAny(account.books().knownFuture(), "known future"),
        ifAny(account.books().feedback(), "feedback"),
        ifAny(account.books().ticks(), "ticks"),
        ifAny(account.books().changes(), "changes of series"),
        ifAny(account.books().parked(), "waiting for confirmation"),
        ifAny(account.badRows(), "bad rows"));
  }

  private static String ifAny(long count, String what) {
    return count == 0 ? "" : line(", %,d %s", count, what);
  }

  private static String retrainings(DemoStatus status) {
    Retrainings retrainings = status.retrainings();
    return retrainings.trained() + retrainings.failed() == 0
        ? "the trainer is at work on the first retraining"
        : line("retrainings: %s", outcomes(retrainings));
  }

  private static String outcomes(Retrainings retrainings) {
    return line(
        "%d promoted, %d rejected%s",
        retrainings.promoted(), retrainings.rejected(), ifAny(retrainings.failed(), "failed"));
  }

  private static String score(Scoreboard scores, int step) {
    return scores.at(step).map(StatusText::score).orElse("n/a");
  }

  private static String score(StepScore score) {
    return line(
        "MAE %.3f, RMSE %.3f (seasonal naive %s)",
        score.forecast().meanAbsolute(),
        score.forecast().rootMeanSquare(),
        score
            .seasonal()
            .map(naive -> line("%.3f, %.3f", naive.meanAbsolute(), naive.rootMeanSquare()))
            .orElse("n/a"));
  }

  private static String number(Optional<Measure> measure, ToDoubleFunction<Measure> error) {
    return measure.map(one -> line("%.3f", error.applyAsDouble(one))).orElse("n/a");
  }

  private static String clock(DemoStatus status) {
    long seconds = status.elapsed().toSeconds();
    return line("%d:%02d", seconds / 60, seconds % 60);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
