/**
 * What alerts are worth, measured: on series without anomalies, how many there are; on series with
 * planted ones, which are found.
 */
package io.tidegate.trainer.alerts;
