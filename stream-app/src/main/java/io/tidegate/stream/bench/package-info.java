/**
 * Measures what the topology costs on a machine, beside the same stream without a model, and
 * estimates what a load needs.
 */
package io.tidegate.stream.bench;
