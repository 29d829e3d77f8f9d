package io.tidegate.stream.drill;

import java.util.List;

/** The last lines of a drill's table. */
final class Conclusion {
  private Conclusion() {}

  static String append(StringBuilder text, List<String> faults, boolean kept) {
    faults.forEach(fault -> text.append(fault).append(System.lineSeparator()));
    return text.append(kept ? "kept" : "NOT kept").append(System.lineSeparator()).toString();
  }
}
