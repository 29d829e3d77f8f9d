/** The process beside the stream: reads, retrains, judges, publishes. */
package io.tidegate.trainer.sidecar;
