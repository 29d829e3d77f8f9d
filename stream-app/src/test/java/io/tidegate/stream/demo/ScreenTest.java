package io.tidegate.stream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.stream.demo.DemoStatus.Retrainings;
import io.tidegate.stream.pipeline.Account;
import io.tidegate.stream.pipeline.Books;
import io.tidegate.stream.view.Measure;
import io.tidegate.stream.view.Scoreboard;
import io.tidegate.stream.view.StepScore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final StringWriter text = new StringWriter();
  private long nanos;

  @Test
  void elsewhereThanOnATerminalALineComesEveryTenSeconds() {
    Screen screen = screen(false);
    for (int second = 0; second <= 25; second++) {
      nanos = Duration.ofSeconds(second).toNanos();
      screen.show(status(second));
    }
    assertThat(text.toString().lines())
        .hasSize(3)
        .allMatch(line -> line.contains("30 series"))
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void onATerminalTheLinesReplaceEachOther() {
    Screen screen = screen(true);
    screen.show(status(1));
    int height = (int) text.toString().chars().filter(c -> c == '\n').count();
    nanos = Duration.ofSeconds(1).toNanos();
    screen.show(status(2));
    assertThat(text.toString()).contains("\u001b[" + height + "A\u001b[2K");
  }

  @Test
  void noLineIsWiderThanTheNarrowestTerminal() {
    assertThat(StatusText.screen(status(90))).allMatch(line -> line.length() < 80);
  }

  @Test
  void whatWentWrongComesBeforeTheSummary() {
    screen(false).end(status(90), List.of("no model was retrained"));
    assertThat(text.toString().lines())
        .hasSize(2)
        .first()
        .isEqualTo("tidegate: no model was retrained");
  }

  @Test
  void theSummaryIsOneLineWithEveryFigure() {
    assertThat(StatusText.summary(status(90)))
        .isEqualTo(
            "tidegate demo: 30 series; 2,709 observations: 2,700 forecasts, 4 late, 3 duplicates,"
                + " 2 dead letters, 1 bad rows; 3 models trained (2 promoted, 1 rejected);"
                + " 1,200 forecasts from retrained versions; error, persistence = 1: at 1 step"
                + " MAE 0.812, RMSE 0.900 (seasonal naive 1.500, 1.400); at 24 steps n/a");
  }

  private Screen screen(boolean terminal) {
    return new Screen(new PrintWriter(text), terminal, () -> nanos);
  }

  private static DemoStatus status(long seconds) {
    return new DemoStatus(
        Duration.ofSeconds(seconds),
        "a file",
        30,
        29.5,
        new Account(2_709, 2_700, new Books(4, 3, 0, 0, 0, 0, 0), 2, 1),
        30,
        new Scoreboard(
            List.of(
                new StepScore(
                    1,
                    2_000,
                    new Measure(.812, .9),
                    new Measure(1, 1),
                    Optional.of(new Measure(1.5, 1.4))))),
        2,
        new Retrainings(2, 1, 0),
        1_200,
        URI.create("http://127.0.0.1:8080/"));
  }
}
