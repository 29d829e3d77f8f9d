/** The LSTM on Deeplearning4j's native operations: gradients, clipping, updates and export. */
package io.tidegate.trainer.network;
