/**
 * Says from paired errors of champion and challenger which of the two is better, at any time, with
 * a stated rate of false verdicts. Bounded memory.
 */
package io.tidegate.trainer.gate;
