package io.tidegate.kernel.alert;

import java.util.Map;

/**
 * One thing to be told of an incident. Offset and kind of data that is missing or not name the
 * incident: no two of a series have both in common.
 *
 * @param openedOffset of the record at which it was opened; of missing data: of the last that came
 * @param opened event time at which it was noticed
 * @param time event time of what is told
 * @param records of the series since it was opened, that one included; 0 of missing data
 * @param value of the observation; null if there is none
 * @param expected of the observation; null where nothing was
 * @param score the largest of the incident
 * @param perWeek how often a week the series reaches that score without any incident
 * @param calibrated whether that rate comes from the series itself
 * @param parts scores of the detectors at the record with the largest score; immutable
 * @param resolution null before it is resolved
 * @param acknowledged whether somebody said that they know of it
 * @param rank of the value; null if unknown
 */
public record Notice(
    Change change,
    Kind kind,
    Severity severity,
    Direction direction,
    long openedOffset,
    long opened,
    long time,
    int records,
    Double value,
    Expected expected,
    double score,
    double perWeek,
    boolean calibrated,
    Map<Detector, Float> parts,
    Resolution resolution,
    boolean acknowledged,
    Rank rank) {}
