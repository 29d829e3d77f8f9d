/** Recorded data, one CSV file at a time, onto the observations topic. */
package io.tidegate.stream.replay;
