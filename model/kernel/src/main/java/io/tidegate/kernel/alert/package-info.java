/**
 * How surprising a value is, by the series' own history: a score, and the detector that gave it. Of
 * the forecaster it knows what it said one step before.
 */
package io.tidegate.kernel.alert;
