/**
 * Altered copies of labelled series: what a detector is worth on series that it was not tuned to.
 */
package io.tidegate.trainer.altered;
