package io.tidegate.stream.view;

/**
 * A challenger's errors relative to the champion's, paired.
 *
 * @param challenger its version
 * @param decided time of the decision that began it, in milliseconds
 * @param errors challenger over champion: below 1 the challenger is better
 */
public record Trial(long challenger, long decided, ErrorRatio errors) {}
