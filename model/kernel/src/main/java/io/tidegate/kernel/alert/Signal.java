package io.tidegate.kernel.alert;

import java.util.Map;

/**
 * What one value says to the alerts of its series.
 *
 * @param score the largest of all detectors; see {@link Surprise}
 * @param rising whether none of the newest was as large
 * @param above whether the value lies above what was expected
 * @param parts the score of each detector that has one
 * @param distance from what is usual at this time, in usual distances
 * @param day what the shape of the day is at this time
 * @param sameness length of the run of equal values by that which is too long
 * @param stuck whether that run has become too long with this value
 * @param rank of the distance; null while unknown
 */
record Signal(
    double score,
    boolean rising,
    boolean above,
    Map<Detector, Float> parts,
    double distance,
    UsualDay.Moment day,
    double sameness,
    boolean stuck,
    Rank rank) {}
