/** The LSTM as a Deeplearning4j (SameDiff) graph: gradients, clipping, updates and export. */
package io.tidegate.trainer.network;
