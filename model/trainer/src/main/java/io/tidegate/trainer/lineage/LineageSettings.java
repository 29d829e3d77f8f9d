package io.tidegate.trainer.lineage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where events go: to a file or to an endpoint.
 *
 * @param file one event a line is appended to it; null: not to a file
 * @param url of the server; null: not to a server
 * @param endpoint path at the server
 * @param keyFile holds the API key, which is sent as a bearer token; null: none
 * @param timeout for each of connecting and answering
 * @param namespace of the job
 * @param datasets namespace of the topics: kafka:// and the first broker
 * @param observations name of the topic that is read
 * @param models name of the topic that versions go to
 */
public record LineageSettings(
    Path file,
    URI url,
    String endpoint,
    Path keyFile,
    Duration timeout,
    String namespace,
    String datasets,
    String observations,
    String models) {}
