package io.tidegate.trainer.drift;

import io.tidegate.trainer.window.SeriesSample;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A sequential test of whether the errors of the model in use grew: a mixture e-detector of
 * Shiryaev and Roberts' kind.
 *
 * <p>Each report gets a score: the logarithm of the mean over the steps of its errors over what is
 * usual for its own series, bounded on both sides. So the size of a series does not matter, and
 * heavy tails weigh little. For each of a few kinds of change (errors 1.25, 1.5, 2, 3 times the
 * tolerated ones) the evidence moves by {@code M <- (M + records) factor}, with a factor ({@link
 * Tilt}) whose mean is at most 1 while nothing changes. Then M minus the records seen is a
 * supermartingale, so that the mean number of records until the mean of the M reaches c is at least
 * c: with c = 100,000 / f there are at most f false alarms in 100,000 records.
 *
 * <p>That is exact for known factors of independent reports. Here the usual scores are estimated
 * (at their upper limit), and reports that say the same thing are counted as one: each factor is
 * raised to the power 1/k, k being the measured variance inflation of means of neighbouring reports
 * ({@link UsualScores#alike}). By Hoelder's inequality that keeps the mean of a product at most 1
 * for groups of k reports that are alike to any degree.
 *
 * <p>Source: J. Shin, A. Ramdas, A. Rinaldo, "E-detectors: a nonparametric framework for sequential
 * change detection", The New England Journal of Statistics in Data Science 2(2), 2024 (definition
 * 2.4, exponential baseline increments and their mixtures; proposition 2.5 on false alarms).
 *
 * <p>Memory: about 12 KB a series at nine steps, and 10 KB. One thread.
 */
public final class DriftDetector {
  private static final double[] RATIOS = {1.25, 1.5, 2, 3};

  /** The ratio that says when the change began. */
  private static final int MIDDLE = 2;

  /** Scores are held within plus and minus this: four times, or a quarter of, the usual error. */
  private static final double BOUND = Math.log(4);

  /** Usual scores without which nothing is judged. */
  private static final int FEWEST = 24;

  /** So many judged reports after which the tilts are made anew. */
  private static final int REFRESH = 16;

  /** Evidence beyond which it need not grow, so that it stays finite. */
  private static final double MOST = 1e300;

  private static final int QUARTERS = 4;

  private final DriftSettings settings;
  private final double tolerated;
  private final SeriesSample sample;
  private final Map<String, SeriesErrors> series = new HashMap<>();
  private final double[] evidence = new double[RATIOS.length];
  private final Tilt[] tilts = new Tilt[RATIOS.length];
  private UsualScores usual = new UsualScores();
  private Suspicion suspicion = new Suspicion();
  private double alike = 1;
  private long judged;
  private long version = Long.MIN_VALUE;

  /** Nothing seen yet. */
  public DriftDetector(DriftSettings settings) {
    this.settings = settings;
    this.tolerated = Math.log1p(settings.tolerance());
    this.sample = new SeriesSample(settings.series(), settings.seed());
  }

  /** Takes a report; says so if with it the evidence is enough. */
  public Optional<Drift> add(ErrorReport report) {
    if (!sample.holds(report.series(), series::remove)) {
      return Optional.empty();
    }
    if (report.version() > version) {
      version = report.version();
      forgetEvidence();
    }
    SeriesErrors errors = series.get(report.series());
    if (errors == null || !errors.takes(report)) {
      errors = new SeriesErrors(report);
      series.put(report.series(), errors);
    }
    double[] ratios = errors.ratios(report.errors());
    double score = score(ratios);
    boolean alarm = !Double.isNaN(score) && usual.size() >= FEWEST && judge(report, ratios, score);
    Optional<Drift> drift =
        alarm
            ? Optional.of(
                suspicion.drift(version, UsualScores.mean(evidence), settings.threshold()))
            : Optional.empty();
    double released = errors.add(report, score);
    if (!Double.isNaN(released)) {
      usual.add(released, series.size());
    }
    return drift;
  }

  /** The logarithm of a ratio, bounded. */
  static double bounded(double ratio) {
    return Math.max(-BOUND, Math.min(BOUND, Math.log(ratio)));
  }

  private static double score(double[] ratios) {
    double sum = 0;
    int count = 0;
    for (double ratio : ratios) {
      if (!Double.isNaN(ratio)) {
        sum += ratio;
        count++;
      }
    }
    return count == 0 ? Double.NaN : bounded(sum / count);
  }

  private boolean judge(ErrorReport report, double[] ratios, double score) {
    if (judged % REFRESH == 0) {
      double[] values = usual.values();
      for (int i = 0; i < RATIOS.length; i++) {
        tilts[i] = Tilt.of(Math.log(RATIOS[i]), values, tolerated);
      }
      alike = usual.alike(series.size());
    }
    judged++;
    for (int i = 0; i < RATIOS.length; i++) {
      evidence[i] =
          Math.min(MOST, (evidence[i] + report.records()) * Math.exp(logFactor(tilts[i], score)));
    }
    suspicion.add(report, ratios, score, logFactor(tilts[MIDDLE], score));
    return UsualScores.mean(evidence) >= settings.threshold();
  }

  /** Bounded, so that no single report goes more than a quarter of the way to an alarm. */
  private double logFactor(Tilt tilt, double score) {
    return Math.min(
        tilt.logFactor(score, tolerated, alike), Math.log(settings.threshold()) / QUARTERS);
  }

  private void forgetEvidence() {
    Arrays.fill(evidence, 0);
    suspicion = new Suspicion();
  }

  /**
   * The version in use was taken back: what it did is not held against the one before, whose
   * reports come again. What is usual stays.
   */
  public void takenBack() {
    version = 0;
    forgetEvidence();
  }

  /** Forgets what is usual, too: what comes from now on becomes the yardstick. */
  public void restart() {
    forgetEvidence();
    series.clear();
    usual = new UsualScores();
    judged = 0;
  }
}
