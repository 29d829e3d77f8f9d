package io.tidegate.stream.drill;

import io.tidegate.stream.verify.SwapReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What five swaps did.
 *
 * @param kept whether every promise was kept
 * @param faults those that were not, one sentence each
 * @param circumstances what the figures depend on
 * @param swaps in their order
 * @param compared forecasts that a replay was compared with, byte for byte
 * @param different how many differ, are missing or should not be there
 */
public record SwapResult(
    boolean kept,
    List<String> faults,
    Circumstances circumstances,
    List<Row> swaps,
    long compared,
    long different)
    implements DrillResult {
  /** Most that a swap may cost: squared error over that of the reference. */
  public static final double MOST = 1.02;

  private static final String FORMAT = "%-4s %-32s %-22s %4s %4s %8s %8s %6s %9s %9s %7s%n";

  /**
   * One swap.
   *
   * @param how it came about
   * @param from version before
   * @param to version after
   * @param fromUnits hidden values of the version before
   * @param toUnits hidden values of the version after
   * @param offsets first input offset under the version after, by partition
   * @param forecasts that were due from there to the next swap
   * @param missingForecasts of them
   * @param coldForecasts where the reference's are not cold
   * @param scored pairs of forecast and actual that the errors are over
   * @param error root mean square, in units of each series' mean absolute change
   * @param referenceError the same of states that had always been under the version after
   * @param errorRatio squared error over the reference's; null where nothing was scored
   */
  public record Row(
      String how,
      long from,
      long to,
      int fromUnits,
      int toUnits,
      SortedMap<Integer, Long> offsets,
      long forecasts,
      long missingForecasts,
      long coldForecasts,
      long scored,
      Double error,
      Double referenceError,
      Double errorRatio) {

    static Row of(String how, SwapReport swap) {
      boolean scored = swap.scored() > 0;
      return new Row(
          how,
          swap.from(),
          swap.to(),
          swap.units().from(),
          swap.units().to(),
          swap.offsets(),
          swap.observations(),
          swap.missingForecasts(),
          swap.coldForecasts(),
          swap.scored(),
          scored ? swap.error() : null,
          scored ? swap.referenceError() : null,
          scored && Double.isFinite(swap.errorRatio()) ? swap.errorRatio() : null);
    }

    private void complain(String name, List<String> faults) {
      if (missingForecasts > 0) {
        faults.add(name + ": " + missingForecasts + " observations have no forecast");
      }
      if (coldForecasts > 0) {
        faults.add(name + ": " + coldForecasts + " cold forecasts of warm series");
      }
      if (errorRatio == null) {
        faults.add(name + ": nothing to score after it");
      } else if (errorRatio > MOST) {
        faults.add(
            String.format(
                Locale.ROOT,
                "%s: error ratio %.4f, at most %.2f promised",
                name,
                errorRatio,
                MOST));
      }
    }
  }

  static SwapResult of(
      Circumstances circumstances,
      List<String> how,
      List<SwapReport> swaps,
      long compared,
      long different) {
    List<Row> rows = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    if (swaps.size() != how.size()) {
      faults.add(how.size() + " swaps were decided, " + swaps.size() + " were made");
    }
    for (int i = 0; i < swaps.size(); i++) {
      Row row = Row.of(i < how.size() ? how.get(i) : "", swaps.get(i));
      rows.add(row);
      row.complain("swap " + (i + 1), faults);
    }
    if (compared == 0 || different > 0) {
      faults.add(different + " of " + compared + " forecasts are not what a replay says");
    }
    return new SwapResult(faults.isEmpty(), faults, circumstances, rows, compared, different);
  }

  /** A table with one row for each swap, and what follows. */
  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            FORMAT,
            "swap",
            "",
            "offset",
            "",
            "",
            "due",
            "missing",
            "cold",
            "error",
            "reference",
            "ratio"));
    for (int i = 0; i < swaps.size(); i++) {
      Row row = swaps.get(i);
      text.append(
          String.format(
              Locale.ROOT,
              FORMAT,
              i + 1,
              row.how(),
              row.offsets().entrySet().stream()
                  .map(one -> one.getKey() + ":" + one.getValue())
                  .collect(Collectors.joining(" ")),
              "v" + row.from(),
              "v" + row.to(),
              row.forecasts(),
              row.missingForecasts(),
              row.coldForecasts(),
              number(row.error()),
              number(row.referenceError()),
              number(row.errorRatio())));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%,d observations of %d series (%s, seed %d); %,d forecasts compared with a replay byte"
                + " for byte, %,d differ%n",
            circumstances.records(),
            circumstances.series(),
            circumstances.data(),
            circumstances.seed(),
            compared,
            different));
    return Conclusion.append(text, faults, kept);
  }

  private static String number(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}
