package io.tidegate.stream.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.alerts.Alert;
import io.tidegate.stream.alerts.AlertBook;
import io.tidegate.stream.alerts.AlertFilter;
import io.tidegate.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * The newest part of every series, of the forecasts' errors, of what the intervals held, of the
 * models' events and of the alerts, in memory.
 *
 * <p>A forecast carries the observation it was made at, so the forecasts topic alone tells exactly
 * which observations were accepted. Bounded: so many points a series, so many series (the one that
 * was silent longest makes room), {@value EventFeed#LIMIT} events, the open alerts and so many past
 * ones. Thread-safe.
 */
public final class LiveView implements AutoCloseable {
  private static final int USUAL_ALERTS = 1_000;

  private final int points;
  private final int seriesLimit;
  private final RateMeter rate;
  private final EventFeed feed = new EventFeed();
  private final List<OverallWindow> overall = new ArrayList<>();

  /** In the order of their newest forecasts, the silent first. */
  private final Map<String, SeriesView> series = new LinkedHashMap<>();

  private final AlertBook alerts;
  private final CoverageView coverage;
  private final ModelJournal journal = new ModelJournal();
  private final SwapErrors swapErrors;
  private final TrialErrors trialErrors;
  private long forecasts;
  private boolean refilled;
  private TopicTail tail;

  /** The same with the usual number of past alerts. */
  public LiveView(int points, int series) {
    this(points, series, System::nanoTime);
  }

  LiveView(int points, int series, LongSupplier nanoTime) {
    this(new StreamSettings.View(points, series, USUAL_ALERTS), nanoTime);
  }

  /** A view that holds nothing until {@link #accept} is called. */
  public LiveView(StreamSettings.View bounds) {
    this(bounds, System::nanoTime);
  }

  private LiveView(StreamSettings.View bounds, LongSupplier nanoTime) {
    points = bounds.points();
    seriesLimit = bounds.series();
    alerts = new AlertBook(bounds.alerts());
    coverage = new CoverageView(seriesLimit);
    swapErrors = new SwapErrors(seriesLimit);
    trialErrors = new TrialErrors(seriesLimit);
    rate = new RateMeter(nanoTime);
    Scoreboard.STEPS.forEach(step -> overall.add(new OverallWindow(step, Scoreboard.WINDOW)));
  }

  /**
   * Starts a view on the topics of {@code settings}: a thread of its own reads what was committed,
   * beginning far enough back to fill every series. Returns at once; {@link ViewStatus#refilled}
   * says when it has caught up.
   */
  public static LiveView start(StreamSettings settings, MeterRegistry metrics) {
    LiveView view = new LiveView(settings.view());
    Gauge.builder("tidegate.view.series", view, v -> v.status().series())
        .description("Series in the live view")
        .register(metrics);
    view.tail = new TopicTail(settings, view, metrics);
    view.tail.start();
    return view;
  }

  /**
   * Takes one event of an output topic; other events are ignored.
   *
   * @param key the record's key: the series' name for a forecast or a report
   * @param event its value
   * @param timestamp when it was written, wall-clock milliseconds
   * @throws IllegalArgumentException if the event contradicts itself; nothing has changed then
   */
  public synchronized void accept(String key, SpecificRecord event, long timestamp) {
    if (event instanceof ForecastEvent forecast) {
      accept(key, new LatestForecast(forecast));
    } else if (event instanceof AccuracyEvent report) {
      CoverageReport held = new CoverageReport(report);
      ErrorReport errors = new ErrorReport(report);
      coverage.add(key, held);
      swapErrors.add(key, errors);
      trialErrors.add(key, errors);
    } else if (event instanceof AlertEvent alert) {
      alerts.accept(key, alert);
    } else if (event instanceof ModelDecisionEvent decision) {
      accept(decision);
    } else if (event instanceof ActivationEvent activation) {
      journal.accept(activation, timestamp);
      feed.accept(activation, timestamp);
    }
  }

  private void accept(ModelDecisionEvent decision) {
    if (!journal.holds(decision)) {
      feed.accept(decision, journal.accept(decision));
    }
  }

  private void accept(String key, LatestForecast forecast) {
    SeriesView one = series.remove(key);
    if (one == null) {
      one = new SeriesView(key, points);
      if (series.size() == seriesLimit) {
        series.remove(series.keySet().iterator().next());
      }
    }
    series.put(key, one);
    one.accept(forecast);
    for (int s = 0; s < overall.size(); s++) {
      MaturedPair pair = one.newestPair(s);
      if (pair != null) {
        overall.get(s).add(key, pair);
      }
    }
    forecasts++;
    if (refilled) {
      rate.mark();
    }
  }

  /** Lets go of a series' points and forecasts; what all series' errors are added up from stays. */
  synchronized void forgetForecasts(String key) {
    series.remove(key);
  }

  /** Lets go of what the accuracy reports told of a series. */
  synchronized void forgetReports(String key) {
    coverage.remove(key);
    swapErrors.remove(key);
    trialErrors.remove(key);
  }

  /** Lets go of a series' alerts. */
  synchronized void forgetAlerts(String key) {
    alerts.forget(key);
  }

  /** Says that what the topics held at the start has been read; the rate counts from now on. */
  public synchronized void markRefilled() {
    refilled = true;
  }

  /** Every series in a line, by key. */
  public synchronized List<SeriesSummary> series() {
    return series.values().stream()
        .map(SeriesView::summary)
        .sorted(Comparator.comparing(SeriesSummary::key))
        .toList();
  }

  /**
   * Every series whose name has {@code part} in it, whatever the case, beside the others, in {@code
   * order}.
   */
  public List<SeriesStanding> standings(String part, SeriesOrder order) {
    String wanted = part.toLowerCase(Locale.ROOT);
    return standings().stream()
        .filter(one -> one.series().key().toLowerCase(Locale.ROOT).contains(wanted))
        .sorted(order.comparator())
        .toList();
  }

  private synchronized List<SeriesStanding> standings() {
    Map<String, Integer> open = alerts.openBySeries();
    long newest = series.values().stream().mapToLong(one -> one.latest().origin()).max().orElse(0);
    return series.values().stream().map(one -> standing(one, open, newest)).toList();
  }

  private SeriesStanding standing(SeriesView one, Map<String, Integer> open, long newest) {
    return new SeriesStanding(
        one.summary(),
        one.recentError(),
        coverage.widest(one.key()),
        open.getOrDefault(one.key(), 0),
        newest - one.latest().origin());
  }

  /** The newest points of one series; empty if it is not in view. */
  public synchronized Optional<SeriesHistory> history(String key) {
    return find(key).map(SeriesView::history);
  }

  /** The newest forecast of one series; empty if it is not in view. */
  public synchronized Optional<LatestForecast> forecast(String key) {
    return find(key).map(SeriesView::latest);
  }

  /** The newest values of one series, oldest first, at most {@code count}; none if not in view. */
  public synchronized double[] newestValues(String key, int count) {
    return find(key).map(one -> one.newestValues(count)).orElseGet(() -> new double[0]);
  }

  /** Errors of one series in its own unit, over the points in view; empty if it is not in view. */
  public synchronized Optional<Scoreboard> scoreboard(String key) {
    return find(key).map(SeriesView::scoreboard);
  }

  /**
   * Errors of all series together over the last {@value Scoreboard#WINDOW} matured forecasts at
   * each step. A series' errors are divided by its persistence error, so persistence is 1 and less
   * is better.
   */
  public synchronized Scoreboard scoreboard() {
    return new Scoreboard(
        overall.stream().map(OverallWindow::score).flatMap(Optional::stream).toList());
  }

  /**
   * How well the intervals of one series held, for each step at which forecasts were scored, over
   * its newest {@value CoverageView#SERIES_WINDOW} scored forecasts at most; empty before its first
   * report.
   */
  public synchronized List<StepCoverage> coverage(String key) {
    return coverage.of(key);
  }

  /**
   * The same of all series together, over the newest {@value CoverageView#OVERALL_WINDOW} scored
   * forecasts at most.
   */
  public synchronized List<StepCoverage> coverage() {
    return coverage.overall();
  }

  /**
   * What happened to the models, newest first.
   *
   * @param sequence only entries new or changed after this {@link FeedEntry#sequence}; 0 for all
   */
  public synchronized List<FeedEntry> feed(long sequence) {
    return feed.after(sequence);
  }

  /** The version that each input partition uses, by partition. */
  public synchronized List<PartitionUse> inUse() {
    return feed.inUse();
  }

  /** The newest decisions about a model, oldest first. */
  public synchronized List<ModelDecisionEvent> decisions(String model) {
    return journal.decisions(model);
  }

  /** The newest activations, each partition's oldest first. */
  public synchronized List<ActivationEvent> activations() {
    return journal.activations();
  }

  /** The newest changes of the version in use, newest first. */
  public synchronized List<Swap> swaps() {
    return journal.swaps(swapErrors);
  }

  /**
   * Errors of the newest challenger beside the champion's; empty before its first report. It may be
   * over: {@link Trial#decided} tells which it is.
   */
  public synchronized Optional<Trial> trial() {
    return trialErrors.newest();
  }

  /** The alerts that {@code filter} lets pass, the newest first. */
  public synchronized List<Alert> alerts(AlertFilter filter) {
    return alerts.list(filter);
  }

  /** One alert by its id; empty if it is not in view. */
  public synchronized Optional<Alert> alert(String id) {
    return alerts.find(id);
  }

  /** What else opened within so many milliseconds of {@code alert}, the nearest in time first. */
  public synchronized List<Alert> alertsBeside(Alert alert, long within) {
    return alerts.beside(alert, within);
  }

  /** How the view itself stands. */
  public synchronized ViewStatus status() {
    return new ViewStatus(series.size(), forecasts, rate.perSecond(), alerts.open(), refilled);
  }

  private Optional<SeriesView> find(String key) {
    return Optional.ofNullable(series.get(key));
  }

  /** Stops reading; what was read stays. */
  @Override
  public void close() {
    if (tail != null) {
      tail.close();
    }
  }
}
