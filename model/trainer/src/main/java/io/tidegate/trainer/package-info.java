/** The sidecar that retrains the shared weights. */
package io.tidegate.trainer;
