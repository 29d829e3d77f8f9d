package io.tidegate.stream.models;

import java.time.Instant;

/**
 * A record of the decisions topic that is not followed.
 *
 * @param time of the decision; the epoch where the record could not be read
 * @param version that it was about; -1 where the record could not be read
 * @param decision what was decided, or the kind of record
 * @param reason why it is not followed, as one sentence
 */
public record RefusedDecision(Instant time, long version, String decision, String reason) {}
