package io.tidegate.stream.verify;

import java.util.Optional;

/**
 * What the comparison of one input partition found.
 *
 * @param partition of the observations topic
 * @param from first offset that counts
 * @param to the offset before which it ends
 * @param compared forecasts that were there in both
 * @param differing those of them that are not the same
 * @param missing observations that the replay forecasts and the topic does not
 * @param unexpected forecasts in the topic that the replay does not make
 * @param unreadable records of the forecasts partition of the same number that are no forecasts
 * @param expired forecasts that retention has taken from the forecasts topic
 * @param unknown forecasts that could not be compared, because the replay lacks what led to them
 * @param why something could not be compared, as sentences; empty if everything could
 * @param first the first difference
 * @param alerts what was found of the alerts
 */
public record PartitionVerdict(
    int partition,
    long from,
    long to,
    long compared,
    long differing,
    long missing,
    long unexpected,
    long unreadable,
    long expired,
    long unknown,
    String why,
    Optional<Difference> first,
    AlertVerdict alerts) {

  /** Everything of the forecasts that is not as it should be. */
  public long differences() {
    return differing + missing + unexpected + unreadable;
  }

  PartitionVerdict because(String sentence) {
    String both = why.isEmpty() ? sentence : sentence + "; " + why;
    return new PartitionVerdict(
        partition,
        from,
        to,
        compared,
        differing,
        missing,
        unexpected,
        unreadable,
        expired,
        unknown,
        both,
        first,
        alerts);
  }
}
