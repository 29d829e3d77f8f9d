/** The commands. */
package io.tidegate.trainer.cli;
