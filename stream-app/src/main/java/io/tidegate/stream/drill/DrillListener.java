package io.tidegate.stream.drill;

/** Told how a drill goes; called on the drill's thread. */
public interface DrillListener {
  /**
   * Another part of it begins.
   *
   * @param unit of {@code most}
   * @param most where it ends
   */
  void begin(String task, String unit, long most);

  /** This much of the part is done. */
  void at(long done);

  /** Something happened that is worth a line. */
  void say(String line);
}
