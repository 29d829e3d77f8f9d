/** Forecasts and alerts as they are written for others: in Avro, or in plain JSON. */
package io.tidegate.stream.output;
