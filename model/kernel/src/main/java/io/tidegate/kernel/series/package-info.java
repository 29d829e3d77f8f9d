/**
 * What is kept for one series. Every part knows how to move by one row and how to write itself; all
 * values are float32 relative to the series' base, computed in float64 and rounded when stored, so
 * that a state read back from its bytes is the state that was written.
 */
package io.tidegate.kernel.series;
