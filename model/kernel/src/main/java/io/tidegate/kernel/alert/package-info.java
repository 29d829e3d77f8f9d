/**
 * How surprising a value is, by the series' own history: a score, and the detector that gave it.
 * Works beside the forecaster and knows nothing of it.
 */
package io.tidegate.kernel.alert;
