/** What alerts are worth, measured: on series without anomalies, how many there are. */
package io.tidegate.trainer.alerts;
