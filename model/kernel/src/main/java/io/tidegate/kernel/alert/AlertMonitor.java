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
  private static final double DAY = 86_400_000;

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
    if (state.silence.gapBefore(reading)) {
      state.holdOff.gap();
    }
    state.silence.ended(reading).ifPresent(notices::add);
    if (reading.time() < state.expectedUntil) {
      return notices;
    }
    state.score = state.score.sized(rules.size());
    Surprise surprise = state.score.take(reading.time(), zone, reading.value(), reading.expected());
    double accepted = accepted(state, rules, reading);
    Signal signal =
        state.senses.take(
            reading, surprise, accepted, () -> state.rate.threshold(1 / accepted), zone);
    if (!rules.on()) {
      resolve(state, Resolution.EXPECTED, reading.time(), reading, notices);
    } else if (reading.stepMillis() > 0) {
      follow(state, rules, reading, signal, accepted, notices);
    }
    if (state.incident == null) {
      state.senses.learn(reading, signal.distance(), zone);
    }
    if (reading.stepMillis() > 0) {
      double rows = rowsPerWeek(reading) / rules.perWeek();
      state.rate.take(signal.score(), signal.rising(), rows);
    }
    return notices;
  }

  /** False alarms that are accepted in a row of the series. */
  private static double accepted(AlertState state, AlertRules rules, Reading reading) {
    double perWeek = rules.perWeek() * state.sensitivity.share(reading.time());
    return reading.stepMillis() > 0 ? perWeek / rowsPerWeek(reading) : 0;
  }

  private void follow(
      AlertState state,
      AlertRules rules,
      Reading reading,
      Signal signal,
      double accepted,
      List<Notice> out) {
    boolean outside = rules.outside(reading.value());
    boolean untoward = outside || signal.stuck();
    state.holdOff.take(signal.score());
    if (state.incident == null && !signal.rising() && !untoward) {
      return;
    }
    double threshold = state.rate.threshold(1 / accepted);
    boolean begins = signal.rising() && signal.score() >= threshold && !state.holdOff.holds(signal);
    if (state.incident == null && (begins || untoward)) {
      state.incident = new Incident();
    }
    if (state.incident != null) {
      boolean on = outside || signal.sameness() >= 1;
      double score = Math.max(signal.score(), on ? threshold * Math.max(1, signal.sameness()) : 0);
      boolean hot = score >= FalseAlarmRate.STAYS * threshold;
      state.incident.take(signal, threshold, hot, DAY / reading.stepMillis());
      state.incident.beyondLimits |= outside;
      measure(state, signal, score, rowsPerWeek(reading));
      tell(state, rules, reading, signal, accepted * rowsPerWeek(reading), out);
    }
  }

  private static void measure(AlertState state, Signal signal, double score, double rowsPerWeek) {
    Incident incident = state.incident;
    if (score > incident.score || incident.age == 1) {
      incident.score = (float) score;
      incident.perWeek = (float) (rowsPerWeek / state.rate.rowsBetween(score));
      incident.calibrated = state.rate.calibrated();
      incident.parts.clear();
      incident.parts.putAll(signal.parts());
      if (signal.sameness() >= 1) {
        incident.parts.put(Detector.REPEATS, (float) score);
      }
      incident.direction = signal.above() ? Direction.ABOVE : Direction.BELOW;
    }
  }

  private static double rowsPerWeek(Reading reading) {
    return 7 * DAY / reading.stepMillis();
  }

  /** Whether the rules let this record open the alert of the incident. */
  private static boolean admits(AlertRules rules, Reading reading, Incident incident) {
    if (rules.outside(reading.value()) || !incident.kind.hasDirection()) {
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
      Signal signal,
      double accepted,
      List<Notice> out) {
    Incident incident = state.incident;
    incident.kind = Kinds.of(incident);
    if (incident.over(DAY / reading.stepMillis())) {
      if (incident.resolution() == Resolution.NEW_NORMAL) {
        state.senses.day.shift(incident.figures.late());
        state.holdOff.settle(rowsPerWeek(reading) / accepted);
      }
      resolve(state, incident.resolution(), reading.time(), reading, out);
      return;
    }
    if (rules.quiet() != null && rules.quiet().hold(reading.time(), zone)) {
      return;
    }
    Severity reached = rules.severities().of(incident.sizeClass(accepted));
    Change change = incident.told ? Change.ESCALATED : Change.OPENED;
    if (!incident.told && incident.goesOn() && admits(rules, reading, incident)) {
      incident.open(reading);
    } else if (!incident.told
        || incident.acknowledged
        || reached.compareTo(incident.severity) <= 0) {
      return;
    }
    incident.severity = reached;
    out.add(incident.notice(change, reading.time(), reading, null, signal.rank()));
  }

  private static void resolve(
      AlertState state, Resolution resolution, long time, Reading reading, List<Notice> out) {
    Incident incident = state.incident;
    if (incident == null) {
      return;
    }
    if (incident.told) {
      out.add(incident.notice(Change.RESOLVED, time, reading, resolution, null));
    }
    state.holdOff.begin(incident.heat());
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
        yield feedback.untilMillis() > feedback.now() ? expected(state, feedback) : List.of();
      }
    };
  }

  private static boolean meansIncident(AlertState state, Feedback feedback) {
    Incident incident = state.incident;
    return incident != null && incident.told && feedback.means(incident.offset, false);
  }

  private static boolean meansSilence(AlertState state, Feedback feedback) {
    return state.silence.open() && feedback.means(state.silence.namesake(), true);
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
      state.silence.resolve(Resolution.FALSE_POSITIVE, feedback).ifPresent(notices::add);
    }
    if (meansIncident(state, feedback)) {
      state.sensitivity.wasFalse(state.incident.offset, now);
      resolve(state, Resolution.FALSE_POSITIVE, now, null, notices);
    } else if (feedback.openedOffset() != null && !feedback.missing()) {
      state.sensitivity.wasFalse(feedback.openedOffset(), now);
    }
    return notices;
  }

  private static List<Notice> expected(AlertState state, Feedback feedback) {
    List<Notice> notices = new ArrayList<>(2);
    state.silence.resolve(Resolution.EXPECTED, feedback).ifPresent(notices::add);
    resolve(state, Resolution.EXPECTED, feedback.now(), null, notices);
    return notices;
  }

  /** The series is forgotten: whatever is open ends. */
  public List<Notice> expire(AlertState state, long now) {
    return resolveAll(state, Resolution.EXPIRED, now);
  }

  /** Somebody takes the series' state away: an open alert ends with it. */
  public List<Notice> end(AlertState state, long now) {
    return resolveAll(state, Resolution.SERIES_CHANGED, now);
  }

  /**
   * Lets a state that comes from elsewhere go on as that of a series here. What was open there is
   * let go, since its alert is told there or was ended here; ids of alerts to come are made from
   * offsets here.
   *
   * @param offset of the record that brings the state
   */
  public void adopt(AlertState state, long offset) {
    var unused = end(state, state.silence.lastTime());
    state.silence.movedTo(offset);
  }

  private static List<Notice> resolveAll(AlertState state, Resolution resolution, long now) {
    List<Notice> notices = new ArrayList<>(2);
    state.silence.resolve(resolution, now, null).ifPresent(notices::add);
    resolve(state, resolution, now, null, notices);
    return notices;
  }
}
