package io.tidegate.trainer.fit;

import java.util.List;

/** There is no row with a target to learn from: too few observations, or none that vary. */
public final class NotEnoughDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with the message of another, that was thrown elsewhere. */
  public NotEnoughDataException(String message) {
    super(message);
  }

  NotEnoughDataException(List<SeriesData> series) {
    super(
        "nothing to learn from in "
            + series.stream().mapToLong(one -> one.observations().size()).sum()
            + " observations of "
            + series.size()
            + " series: expected at least two varying observations of one series");
  }
}
