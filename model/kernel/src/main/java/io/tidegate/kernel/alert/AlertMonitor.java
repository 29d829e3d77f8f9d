package io.tidegate.kernel.alert;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The life of a series' alerts: opened, escalated at most twice, resolved, so that one incident is
 * one alert. Deterministic and bounded: what is told follows from the records alone. Immutable and
 * thread-safe; a state belongs to one thread at a time.
 */
public final class AlertMonitor {
  private static final double WEEK = 7 * 86_400_000.0;

  private final ZoneId zone;

  /** Hours, weekdays and quiet hours are those of {@code zone}. */
  public AlertMonitor(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Takes one accepted observation.
   *
   * @return usually nothing; at most that data came back, and one thing about values
   */
  public List<Notice> observe(AlertState state, AlertRules rules, Reading reading) {
    List<Notice> notices = new ArrayList<>(2);
    state.silence.ended(reading).ifPresent(notices::add);
    if (reading.time() < state.expectedUntil) {
      return notices;
    }
    state.score = state.score.sized(rules.size());
    Surprise surprise = state.score.take(reading.time(), zone, reading.value(), reading.expected());
    if (!rules.on()) {
      resolve(state, Resolution.EXPECTED, reading.time(), reading, notices);
    } else if (reading.stepMillis() > 0) {
      follow(state, rules, reading, surprise, notices);
    }
    if (reading.stepMillis() > 0) {
      double rows = rowsPerWeek(reading) / rules.perWeek();
      state.rate.take(surprise.score(), surprise.rising(), rows);
    }
    return notices;
  }

  private void follow(
      AlertState state, AlertRules rules, Reading reading, Surprise surprise, List<Notice> out) {
    double accepted = rules.perWeek() * state.sensitivity.share(reading.time());
    boolean outside = rules.outside(reading.value());
    boolean hot = outside;
    boolean begins = outside;
    if (state.incident != null || surprise.rising()) {
      double threshold = state.rate.threshold(rowsPerWeek(reading) / accepted);
      hot |= surprise.score() >= FalseAlarmRate.STAYS * threshold;
      begins |= surprise.rising() && surprise.score() >= threshold;
    }
    if (state.incident == null && begins) {
      state.incident = new Incident();
    }
    Incident incident = state.incident;
    if (incident == null) {
      return;
    }
    incident.take(hot);
    incident.beyondLimits |= outside;
    if (surprise.score() > incident.score || incident.age == 1) {
      incident.score = (float) surprise.score();
      incident.perWeek = (float) (rowsPerWeek(reading) / state.rate.rowsBetween(incident.score));
      incident.calibrated = state.rate.calibrated();
      incident.parts.clear();
      incident.parts.putAll(surprise.parts());
      incident.direction = surprise.above() ? Direction.ABOVE : Direction.BELOW;
    }
    tell(state, rules, reading, hot && admits(rules, reading, incident), accepted, out);
  }

  private static double rowsPerWeek(Reading reading) {
    return WEEK / reading.stepMillis();
  }

  private static boolean admits(AlertRules rules, Reading reading, Incident incident) {
    if (rules.outside(reading.value())) {
      return true;
    }
    Expected expected = reading.expected();
    double deviation = expected == null ? 0 : Math.abs(reading.value() - expected.point());
    return rules.side().admits(incident.direction == Direction.ABOVE)
        && rules.large(deviation, expected);
  }

  private void tell(
      AlertState state,
      AlertRules rules,
      Reading reading,
      boolean admitted,
      double accepted,
      List<Notice> out) {
    Incident incident = state.incident;
    incident.kind = Kinds.of(incident);
    boolean quiet = rules.quiet() != null && rules.quiet().hold(reading.time(), zone);
    Severity reached = rules.severities().of(incident.sizeClass(accepted));
    if (incident.calm() || incident.old()) {
      resolve(state, Kinds.resolution(incident), reading.time(), reading, out);
    } else if (!incident.told && admitted && !quiet) {
      incident.told = true;
      incident.offset = reading.offset();
      incident.opened = reading.time();
      incident.records = 1;
      incident.severity = reached;
      out.add(incident.notice(Change.OPENED, reading.time(), reading, null, null));
    } else if (incident.told
        && !quiet
        && !incident.acknowledged
        && reached.compareTo(incident.severity) > 0) {
      incident.severity = reached;
      out.add(incident.notice(Change.ESCALATED, reading.time(), reading, null, null));
    }
  }

  private static void resolve(
      AlertState state, Resolution resolution, long time, Reading reading, List<Notice> out) {
    if (state.incident != null && state.incident.told) {
      out.add(state.incident.notice(Change.RESOLVED, time, reading, resolution, null));
    }
    state.incident = null;
  }

  /**
   * Event time at which {@link #missed} is due if the series is not heard of before; {@link
   * Long#MAX_VALUE} if it never is.
   */
  public long deadline(AlertState state, AlertRules rules) {
    return state.silence.deadline(rules, state.expectedUntil, zone);
  }

  /**
   * The series was silent past its {@link #deadline}; does nothing before it.
   *
   * @param now highest event time of the partition
   */
  public List<Notice> missed(AlertState state, AlertRules rules, long now) {
    return now < deadline(state, rules)
        ? List.of()
        : state.silence.missed(rules, now).map(List::of).orElse(List.of());
  }

  /**
   * Takes what somebody says. Of an alert that is no longer open: that it was false counts, an
   * acknowledgement does not.
   */
  public List<Notice> feedback(AlertState state, AlertRules rules, Feedback feedback) {
    return switch (feedback.said()) {
      case ACKNOWLEDGED -> acknowledge(state, feedback);
      case FALSE_POSITIVE -> wasFalse(state, feedback);
      case EXPECTED -> {
        state.expectedUntil = feedback.untilMillis();
        yield feedback.untilMillis() > feedback.now()
            ? resolveAll(state, Resolution.EXPECTED, feedback.now())
            : List.of();
      }
    };
  }

  private static boolean meansIncident(AlertState state, Feedback feedback) {
    Incident incident = state.incident;
    return incident != null && incident.told && feedback.means(incident.offset, false);
  }

  private static boolean meansSilence(AlertState state, Feedback feedback) {
    return state.silence.open() && feedback.means(state.silence.lastOffset(), true);
  }

  private static List<Notice> acknowledge(AlertState state, Feedback feedback) {
    if (meansIncident(state, feedback)) {
      state.incident.acknowledged = true;
    }
    if (meansSilence(state, feedback)) {
      state.silence.acknowledge();
    }
    return List.of();
  }

  private static List<Notice> wasFalse(AlertState state, Feedback feedback) {
    List<Notice> notices = new ArrayList<>(2);
    long now = feedback.now();
    if (meansSilence(state, feedback)) {
      state.silence.wasFalse(now);
      state.silence.resolve(Resolution.FALSE_POSITIVE, now, null).ifPresent(notices::add);
    }
    if (meansIncident(state, feedback)) {
      state.sensitivity.wasFalse(state.incident.offset, now);
      resolve(state, Resolution.FALSE_POSITIVE, now, null, notices);
    } else if (feedback.openedOffset() != null && !feedback.missing()) {
      state.sensitivity.wasFalse(feedback.openedOffset(), now);
    }
    return notices;
  }

  /** The series is forgotten: whatever is open ends. */
  public List<Notice> expire(AlertState state, long now) {
    return resolveAll(state, Resolution.EXPIRED, now);
  }

  private static List<Notice> resolveAll(AlertState state, Resolution resolution, long now) {
    List<Notice> notices = new ArrayList<>(2);
    state.silence.resolve(resolution, now, null).ifPresent(notices::add);
    resolve(state, resolution, now, null, notices);
    return notices;
  }
}
