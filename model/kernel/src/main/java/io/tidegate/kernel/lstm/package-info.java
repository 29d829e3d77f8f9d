/** One step of an LSTM in plain arithmetic that gives the same bits on every machine. */
package io.tidegate.kernel.lstm;
