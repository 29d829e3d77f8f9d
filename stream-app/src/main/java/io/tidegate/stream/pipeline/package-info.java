/** The whole on one machine: broker, stream application, and the trainer as a child process. */
package io.tidegate.stream.pipeline;
