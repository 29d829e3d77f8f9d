package io.tidegate.stream.view;

import java.util.Arrays;

/** Steps ahead whose errors are told together. */
public enum StepGroup {
  /** The next step. */
  NEXT(1, 1),
  /** Steps 2 to 14. */
  NEAR(2, 14),
  /** Step 15 and beyond. */
  FAR(15, Integer.MAX_VALUE);

  private final int first;
  private final int last;

  StepGroup(int first, int last) {
    this.first = first;
    this.last = last;
  }

  /** The group of a step, from 1. */
  static StepGroup of(int step) {
    return Arrays.stream(values()).filter(group -> step <= group.last).findFirst().orElse(FAR);
  }

  /** Its first step. */
  public int first() {
    return first;
  }
}
