package io.tidegate.trainer.lineage;

import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.transports.ApiKeyTokenProvider;
import io.openlineage.client.transports.FileConfig;
import io.openlineage.client.transports.FileTransport;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import io.openlineage.client.transports.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where events go. One thread. */
interface Destination {
  String name();

  Transport transport();

  /**
   * Sends one.
   *
   * @throws RuntimeException if it did not arrive
   */
  void send(OpenLineageClient client, RunEvent event);

  static Destination of(LineageSettings settings) {
    return settings.file() == null ? new Endpoint(settings) : new LineFile(settings.file());
  }

  /** The client only logs that it could not write; so whether it did is seen by the size. */
  record LineFile(Path file) implements Destination {
    @Override
    public String name() {
      return "file " + file;
    }

    @Override
    public Transport transport() {
      return new FileTransport(new FileConfig(file.toAbsolutePath().toString()));
    }

    @Override
    public void send(OpenLineageClient client, RunEvent event) {
      try {
        long before = Files.exists(file) ? Files.size(file) : 0;
        client.emit(event);
        if (!Files.exists(file) || Files.size(file) <= before) {
          throw new IllegalStateException("the file did not grow");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A server; it answers with a status of 2xx, or the client throws. */
  record Endpoint(LineageSettings settings) implements Destination {
    @Override
    public String name() {
      return settings.url() + " " + settings.endpoint();
    }

    @Override
    public Transport transport() {
      HttpConfig config = new HttpConfig();
      config.setUrl(settings.url());
      config.setEndpoint(settings.endpoint());
      config.setTimeoutInMillis((int) Math.min(Integer.MAX_VALUE, settings.timeout().toMillis()));
      if (settings.keyFile() != null) {
        ApiKeyTokenProvider key = new ApiKeyTokenProvider();
        key.setApiKey(keyIn(settings.keyFile()));
        config.setAuth(key);
      }
      return new HttpTransport(config);
    }

    private static String keyIn(Path file) {
      try {
        return Files.readString(file).strip();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void send(OpenLineageClient client, RunEvent event) {
      client.emit(event);
    }
  }
}
