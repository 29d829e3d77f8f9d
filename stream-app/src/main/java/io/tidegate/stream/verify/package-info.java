/** Replays what was observed, and compares what is forecast with what was. */
package io.tidegate.stream.verify;
