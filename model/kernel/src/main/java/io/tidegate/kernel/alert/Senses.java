package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** What is known of the ordinary life of a series besides its {@link AlertScore}. */
final class Senses {
  static final int BYTES =
      UsualDay.BYTES + ScatterDetector.BYTES + JumpDetector.BYTES + Repeats.BYTES + Ranks.BYTES;

  final UsualDay day = new UsualDay();
  private final ScatterDetector scatter = new ScatterDetector();
  private final JumpDetector jump = new JumpDetector();
  private final Repeats repeats = new Repeats();
  private final Ranks ranks = new Ranks();

  /**
   * Takes a value; of what is usual at this time nothing is learnt yet.
   *
   * @param acceptedPerRow false alarms that are accepted in a row
   * @param threshold of the score, if it is needed
   */
  Signal take(
      Reading reading,
      Surprise surprise,
      double acceptedPerRow,
      DoubleSupplier threshold,
      ZoneId zone) {
    int hour = UsualDay.hour(reading.time(), zone);
    double distance = day.distance(hour, reading.value());
    double scattered = 0;
    double jumped = 0;
    Expected expected = reading.expected();
    if (expected != null) {
      scattered = scatter.take(Math.abs(reading.value() - expected.point()));
      jumped = jump.take(reading.value(), expected, acceptedPerRow);
      jumped *= jumped >= FalseAlarmRate.STAYS ? threshold.getAsDouble() : 0;
    }
    boolean known = surprise.score() > 0;
    double peak = scatter.peak();
    boolean scatters = scatter.rising(scattered);
    double own = Math.max(scattered, jumped);
    boolean news =
        own > surprise.score()
            ? scatters || jump.news()
            : surprise.rising() && surprise.score() > peak;
    repeats.take(reading.value());
    return new Signal(
        known ? Math.max(surprise.score(), own) : 0,
        known && news,
        surprise.above(),
        with(surprise.parts(), scattered, jumped),
        distance,
        day.at(hour),
        repeats.length(),
        repeats.justStuck(),
        ranks.of(distance));
  }

  private static Map<Detector, Float> with(
      Map<Detector, Float> parts, double scattered, double jumped) {
    if (scattered <= 0 && jumped <= 0) {
      return parts;
    }
    Map<Detector, Float> all = new EnumMap<>(Detector.class);
    all.putAll(parts);
    all.put(Detector.SCATTER, (float) scattered);
    all.merge(Detector.FORECAST, (float) jumped, Math::max);
    all.values().removeIf(part -> part <= 0);
    return Collections.unmodifiableMap(all);
  }

  /** Learns that a value was usual. */
  void learn(Reading reading, double distance, ZoneId zone) {
    if (reading.stepMillis() > 0) {
      day.learn(UsualDay.hour(reading.time(), zone), reading.stepMillis(), reading.value());
      ranks.take(distance);
    }
  }

  void write(ByteBuffer out) {
    day.write(out);
    scatter.write(out);
    jump.write(out);
    repeats.write(out);
    ranks.write(out);
  }

  void read(ByteBuffer in) {
    day.read(in);
    scatter.read(in);
    jump.read(in);
    repeats.read(in);
    ranks.read(in);
  }
}
