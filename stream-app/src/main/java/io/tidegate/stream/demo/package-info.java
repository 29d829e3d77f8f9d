/** The whole on one machine, shown: live input, or a file in lockstep with the trainer. */
package io.tidegate.stream.demo;
