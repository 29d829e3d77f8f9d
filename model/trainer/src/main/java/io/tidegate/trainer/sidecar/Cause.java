package io.tidegate.trainer.sidecar;

import io.tidegate.schema.RetrainingCause;

/**
 * Why a retraining began.
 *
 * @param kind what it was
 * @param detail the same with figures, as one sentence
 */
record Cause(RetrainingCause kind, String detail) {}
