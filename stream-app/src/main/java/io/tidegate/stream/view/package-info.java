/**
 * The newest part of every series in memory, for people to look at: what was observed, what is
 * forecast, how good the forecasts were, and what became of the models. Everything is taken from
 * the output topics by a consumer of its own, so the topology neither knows nor waits for it.
 */
package io.tidegate.stream.view;
