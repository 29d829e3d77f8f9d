package io.tidegate.stream.bench;

/**
 * One run of one topology.
 *
 * @param usage while the clock ran
 * @param sent records in all
 * @param restoreSeconds to restore its stores
 * @param startSeconds until it ran
 * @param heap in use at the end of the clock, after a collection
 * @param resident set then; null if unknown
 */
record Turn(
    Usage usage, long sent, double restoreSeconds, double startSeconds, long heap, Long resident) {}
