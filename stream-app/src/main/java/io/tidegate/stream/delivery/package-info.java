/**
 * Takes alerts from their topic to where people are woken: a webhook, Prometheus' Alertmanager.
 * Beside the topology and never in its way; a wall clock is allowed here.
 */
package io.tidegate.stream.delivery;
