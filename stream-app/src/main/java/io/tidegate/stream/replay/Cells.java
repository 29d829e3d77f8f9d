package io.tidegate.stream.replay;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** What a cell of a value column says. */
public final class Cells {
  private static final Set<String> MISSING =
      Set.of("", "na", "n/a", "nan", "null", "none", "-", "?");

  private Cells() {}

  /** Whether the cell says that there is no value. */
  public static boolean isMissing(String cell) {
    return MISSING.contains(cell.toLowerCase(Locale.ROOT));
  }

  /** The finite number that the cell holds, if it holds one. */
  public static OptionalDouble number(String cell) {
    // Double.parseDouble also takes Java's own suffixes, as in 1f or 1d.
    if (cell.isEmpty() || Character.isLetter(cell.charAt(cell.length() - 1))) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(cell);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
