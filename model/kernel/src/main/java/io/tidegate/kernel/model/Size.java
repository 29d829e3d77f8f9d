package io.tidegate.kernel.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The two named sizes of one design. How much is kept for a series follows from it, and the shape
 * of the model that ships. Models of other shapes may take its place, within limits: see {@link
 * #refusal}.
 */
public enum Size {
  /** At most 4,096 bytes a series at an hourly step, under a model of its shape. */
  STANDARD(168, 6, 3, 4, 8),

  /** At most 2,048 bytes a series at an hourly step, likewise, for a little accuracy. */
  LEAN(96, 4, 2, 12, 4);

  /** Most hidden values of a model, all layers together: 8 KB of a state. */
  public static final int MOST_HIDDEN = 1_024;

  /** Most quantiles of a forecast, steps times levels: 16 KB of an event. */
  public static final int MOST_QUANTILES = 4_096;

  /** Most bytes of a state under any model that is not refused, covariates aside. */
  public static final int MOST_STATE_BYTES = 24 << 10;

  private static final List<Integer> STEPS =
      List.of(1, 2, 4, 8, 14, 24, 31, 41, 48, 72, 96, 144, 192, 288, 384);
  private static final List<Integer> STEPS_OF_LEAN =
      List.of(1, 4, 11, 22, 34, 48, 72, 96, 144, 192, 288, 384);

  private final int ringRows;
  private final int regressors;
  private final int regressorsOfNextStep;
  private final int scoredEvery;
  private final int overdue;

  Size(int ringRows, int regressors, int regressorsOfNextStep, int scoredEvery, int overdue) {
    this.ringRows = ringRows;
    this.regressors = regressors;
    this.regressorsOfNextStep = regressorsOfNextStep;
    this.scoredEvery = scoredEvery;
    this.overdue = overdue;
  }

  /**
   * Why a series of this size cannot go on under a model of {@code shape}: the ring must hold every
   * row that the highway looks at, and neither states nor forecasts may grow without bound.
   *
   * @return one sentence without its full stop; empty if it can
   */
  public Optional<String> refusal(ModelShape shape) {
    if (shape.lags() + 1 > ringRows) {
      return Optional.of(
          "expected a model of at most "
              + (ringRows - 1)
              + " lags, since a series of size "
              + word()
              + " keeps "
              + ringRows
              + " rows, found "
              + shape.lags());
    }
    return tooMany(
            "hidden values, layers times units,", shape.layers() * shape.units(), MOST_HIDDEN)
        .or(
            () ->
                tooMany(
                    "quantiles in a forecast, steps times levels,",
                    shape.horizon() * shape.levels().size(),
                    MOST_QUANTILES));
  }

  private static Optional<String> tooMany(String what, int found, int most) {
    return found <= most
        ? Optional.empty()
        : Optional.of("expected a model of at most " + most + " " + what + " found " + found);
  }

  /** The shape of the model that ships, and of what is trained from it unless told otherwise. */
  public ModelShape shape() {
    return this == STANDARD ? ModelShape.STANDARD : ModelShape.LEAN;
  }

  /** The word for it in configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The size of a {@link #word}.
   *
   * @throws IllegalArgumentException that lists the words, for any other
   */
  public static Size of(String word) {
    for (Size size : values()) {
      if (size.word().equals(word)) {
        return size;
      }
    }
    throw new IllegalArgumentException("expected standard or lean, found " + word);
  }

  /** Most rows that a series remembers one by one. */
  public int ringRows() {
    return ringRows;
  }

  /** Regressors of the online stack, covariates aside. */
  public int regressors() {
    return regressors;
  }

  /** Regressors that the next step has besides: the usual value now, the errors just made. */
  public int regressorsOfNextStep() {
    return regressorsOfNextStep;
  }

  /** Of so many origins one is scored at every step group; each is at the next step. */
  public int scoredEvery() {
    return scoredEvery;
  }

  /** Most scores that wait for the late value of a slot that was filled in. */
  public int overdue() {
    return overdue;
  }

  /** Steps that have a group of their own, ascending. */
  public List<Integer> steps() {
    return this == STANDARD ? STEPS : STEPS_OF_LEAN;
  }
}
