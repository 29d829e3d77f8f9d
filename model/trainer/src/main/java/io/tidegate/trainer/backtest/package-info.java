/** Replays a file through the kernel with retrainings on the way and compares with the naive. */
package io.tidegate.trainer.backtest;
