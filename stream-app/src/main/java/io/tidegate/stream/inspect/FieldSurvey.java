package io.tidegate.stream.inspect;

import io.tidegate.stream.intake.Cell;
import io.tidegate.stream.intake.FieldPath;
import io.tidegate.stream.replay.Cells;
import io.tidegate.stream.replay.TimeFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What one field holds in the records of a sample. Used by one thread. */
final class FieldSurvey {
  private static final Set<String> TIME_NAMES =
      Set.of("at", "when", "ts", "ds", "epoch", "time", "timestamp", "date", "datetime", "created");

  /** The format that needs not be told. */
  static final String AUTO = "auto";

  private static final String EPOCH = "1\\d{9}(\\d{3}){0,3}(\\.\\d+)?";

  private final FieldPath path;
  private final List<String> texts = new ArrayList<>();
  private final Set<String> different = new LinkedHashSet<>();
  private int numbers;
  private int moments;
  private int flags;

  FieldSurvey(FieldPath path) {
    this.path = path;
  }

  void add(Cell cell) {
    if (cell instanceof Cell.Structure || Cells.isMissing(cell.text().strip())) {
      return;
    }
    String text = cell.text().strip();
    texts.add(text);
    different.add(text);
    if (cell instanceof Cell.Moment) {
      moments++;
    } else if (cell instanceof Cell.Flag) {
      flags++;
    } else if (cell instanceof Cell.Amount || Cells.number(text).isPresent()) {
      numbers++;
    }
  }

  FieldPath path() {
    return path;
  }

  /** In how many records there is something. */
  int present() {
    return texts.size();
  }

  int distinct() {
    return different.size();
  }

  List<String> texts() {
    return texts;
  }

  /** The first few of what it holds. */
  List<String> examples(int most) {
    return different.stream().limit(most).toList();
  }

  boolean isNumeric() {
    return present() > 0 && 2 * numbers >= present();
  }

  boolean isFlag() {
    return 2 * flags > present();
  }

  /** In one word. */
  String kind() {
    if (2 * moments > present()) {
      return "time";
    }
    return isFlag() ? "true/false" : isNumeric() ? "number" : "text";
  }

  /** The last name of the path in small letters, without what is not a letter or digit. */
  String name() {
    String text = path.text();
    String last = text.substring(text.lastIndexOf('.') + 1);
    return last.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT).replace("@", "");
  }

  /** Whether it is called as a time is. */
  boolean isNamedTime() {
    String name = name().replaceAll("_?(ms|millis|micros|us|ns|utc|s|seconds)$", "");
    return TIME_NAMES.contains(name)
        || TIME_NAMES.contains(name())
        || name.matches(".*(_at|time|timestamp|_ts|date)$");
  }

  /** How its times are written, as the configuration has it, if most of it are likely times. */
  Optional<String> timeFormat() {
    if (present() == 0) {
      return Optional.empty();
    }
    long likely = texts.stream().filter(text -> text.matches(EPOCH)).count();
    if (10L * moments >= 9L * present() || 10 * likely >= 9L * present()) {
      return Optional.of(AUTO);
    }
    if (isNumeric()) {
      return Optional.empty();
    }
    for (TimeFormat format : TimeFormat.usual()) {
      long fitting = texts.stream().filter(format::fits).count();
      if (10 * fitting >= 9L * present()) {
        boolean iso = format.toString().equals(TimeFormat.iso().toString());
        return Optional.of(iso ? AUTO : format.toString());
      }
    }
    return Optional.empty();
  }
}
