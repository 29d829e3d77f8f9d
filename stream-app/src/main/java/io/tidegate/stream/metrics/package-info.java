/** Figures for Prometheus that are read when they are asked for. */
package io.tidegate.stream.metrics;
