/**
 * Fits in a process of their own: what the native code leaks goes with it, its threads can be set
 * by the environment, and a crash leaves the sidecar alive.
 */
package io.tidegate.trainer.worker;
