/** The whole on one machine: broker, stream application, trainer as a child process, live input. */
package io.tidegate.stream.demo;
