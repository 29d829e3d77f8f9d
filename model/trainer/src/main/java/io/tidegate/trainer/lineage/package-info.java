/** Tells lineage systems of training, in OpenLineage's events. */
package io.tidegate.trainer.lineage;
