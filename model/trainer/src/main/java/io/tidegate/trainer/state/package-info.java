/** What is kept for a series, in bytes. */
package io.tidegate.trainer.state;
