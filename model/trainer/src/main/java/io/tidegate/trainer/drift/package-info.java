/** Says from the errors of matured forecasts when the model in use got worse. Bounded memory. */
package io.tidegate.trainer.drift;
