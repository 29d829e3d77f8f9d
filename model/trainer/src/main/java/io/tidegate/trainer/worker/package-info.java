/**
 * Fits in a process of their own: its memory goes when it ends, its threads can be set by the
 * environment, and a crash leaves the sidecar alive.
 */
package io.tidegate.trainer.worker;
