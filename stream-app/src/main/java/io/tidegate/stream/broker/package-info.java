/** A Kafka broker inside this JVM, for the demo and for tests that need no container. */
package io.tidegate.stream.broker;
