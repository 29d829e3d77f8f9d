package io.tidegate.stream.intake;

import io.tidegate.stream.replay.Cells;
import io.tidegate.stream.topology.RefusedRecordException;
import java.time.Instant;
import java.util.OptionalDouble;

/** What stands in one field of a foreign record. Immutable. */
public sealed interface Cell {
  /** What is shown of a text at most. */
  int SHOWN = 60;

  /** A number. */
  record Amount(Number number) implements Cell {
    @Override
    public String text() {
      return number.toString();
    }

    @Override
    public OptionalDouble number(String path) {
      double value = number.doubleValue();
      return Double.isFinite(value) ? OptionalDouble.of(value) : Cell.super.number(path);
    }

    @Override
    public String describe() {
      return "the number " + Cell.shortened(text());
    }
  }

  /** A text. */
  record Words(String text) implements Cell {
    /** One that says that there is no value, as NA does, is none. */
    @Override
    public OptionalDouble number(String path) {
      String stripped = text.strip();
      if (Cells.isMissing(stripped)) {
        return OptionalDouble.empty();
      }
      OptionalDouble number = Cells.number(stripped);
      return number.isPresent() ? number : Cell.super.number(path);
    }

    @Override
    public String describe() {
      return "the text '" + Cell.shortened(text) + "'";
    }
  }

  /** A switch; as a number it is 1 or 0. */
  record Flag(boolean on) implements Cell {
    @Override
    public String text() {
      return Boolean.toString(on);
    }

    @Override
    public OptionalDouble number(String path) {
      return OptionalDouble.of(on ? 1 : 0);
    }

    @Override
    public String describe() {
      return text();
    }
  }

  /** A moment, where the format has a type for it. */
  record Moment(Instant time) implements Cell {
    @Override
    public String text() {
      return time.toString();
    }

    @Override
    public String describe() {
      return "the time " + time;
    }
  }

  /** No such field, null, or an empty cell. */
  record Nothing() implements Cell {
    @Override
    public String text() {
      return "";
    }

    @Override
    public OptionalDouble number(String path) {
      return OptionalDouble.empty();
    }

    @Override
    public String describe() {
      return "nothing";
    }
  }

  /**
   * What has parts, and so no value of its own.
   *
   * @param kind in words, as in {@code an object}
   */
  record Structure(String kind) implements Cell {
    @Override
    public String text() {
      return "";
    }

    @Override
    public String describe() {
      return kind;
    }
  }

  /** As text; empty for nothing and for what has parts. */
  String text();

  /** In words, for an error. */
  String describe();

  /**
   * As a finite number; empty where there is no value.
   *
   * @param path of the field, for the error
   * @throws RefusedRecordException if it is something else
   */
  default OptionalDouble number(String path) {
    throw RefusedRecordException.at(path, "a finite number", describe());
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
