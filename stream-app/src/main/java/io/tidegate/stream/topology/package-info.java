/** The Kafka Streams topology: processor, stores, refusals, topics. */
package io.tidegate.stream.topology;
