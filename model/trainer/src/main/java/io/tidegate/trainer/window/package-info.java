/** The observations that training may use, bounded, read from the topic. */
package io.tidegate.trainer.window;
