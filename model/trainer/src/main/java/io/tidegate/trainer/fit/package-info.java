/**
 * From observations to a model: features by the kernel, the highway in closed form, the LSTM by
 * truncated back-propagation, judgement by the kernel's own forecasts.
 */
package io.tidegate.trainer.fit;
