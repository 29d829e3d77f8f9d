/**
 * The long-memory experiment of the textbooks: how far back a plain recurrent network and an LSTM
 * can learn, how their gradients fade, and what clipping is for.
 */
package io.tidegate.trainer.memory;
