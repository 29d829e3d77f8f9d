package io.tidegate.stream.cli;

import io.tidegate.stream.replay.ReplayListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;

/**
 * Shows on standard error how far a replay is: a moving bar on a terminal, a line every ten seconds
 * elsewhere. Bad rows appear as lines of their own.
 */
final class ReplayProgress implements ReplayListener, AutoCloseable {
  private static final int MOST_REPORTS = 100;

  private final Path file;
  private final PrintWriter out;
  private ProgressBar bar;
  private long reports;

  ReplayProgress(Path file, PrintWriter out) {
    this.file = file;
    this.out = out;
  }

  @Override
  public void started(String layout) {
    line(layout);
    bar = ProgressBars.open(out, file.getFileName().toString(), " lines", lines());
  }

  @Override
  public void read(long line) {
    bar.stepTo(line);
  }

  @Override
  public void bad(long line, String reason) {
    reports++;
    if (reports <= MOST_REPORTS) {
      line("line " + line + ": " + reason + "; skipped");
    } else if (reports == MOST_REPORTS + 1) {
      line("line " + line + " and more are bad too; from here on they are only counted");
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      ProgressBars.close(bar, out);
    }
  }

  private void line(String text) {
    ProgressBars.say(out, text);
  }

  private long lines() {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
