/** Makes version 0: a model trained on a wide family of synthetic series. */
package io.tidegate.trainer.pretrain;
