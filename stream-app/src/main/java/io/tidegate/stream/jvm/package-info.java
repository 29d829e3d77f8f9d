/** How a process comes by a JVM with the modules that make it fast. */
package io.tidegate.stream.jvm;
