/**
 * What the stream application and the trainer share: how events become bytes, how topics are called
 * and how a process is configured.
 */
package io.tidegate.wire;
