/** The LSTM on ND4J's matrix products: gradients, clipping, updates and export. */
package io.tidegate.trainer.network;
