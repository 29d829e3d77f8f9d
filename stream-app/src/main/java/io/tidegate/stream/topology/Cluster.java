package io.tidegate.stream.topology;

import io.tidegate.wire.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** An administrator's connection whose every question is bounded in time. */
public final class Cluster implements AutoCloseable {
  /** Longest wait for any answer. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Admin admin;
  private final Object servers;

  private Cluster(Admin admin, Object servers) {
    this.admin = admin;
    this.servers = servers;
  }

  /**
   * Prepares a connection.
   *
   * @param kafka client settings
   * @throws ConfigurationException if they cannot be used
   */
  public static Cluster connect(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    String patience = Long.toString(PATIENCE.toMillis());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    try {
      return new Cluster(
          Admin.create(settings), kafka.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    } catch (KafkaException e) {
      Throwable why = e.getCause() instanceof ConfigException ? e.getCause() : e;
      throw new ConfigurationException("a kafka.* key cannot be used: " + why.getMessage());
    }
  }

  /** For questions that {@link #answer} waits for. */
  public Admin admin() {
    return admin;
  }

  /**
   * Waits for an answer.
   *
   * @throws ClusterException if none comes in time, or access is denied
   * @throws ExecutionException for every other refusal, which the caller knows better
   */
  public <T> T answer(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while waiting for the Kafka cluster", e);
    } catch (TimeoutException e) {
      throw unreachable(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw unreachable(e);
      }
      if (e.getCause() instanceof AuthenticationException
          || e.getCause() instanceof AuthorizationException) {
        throw new ClusterException(
            "the Kafka cluster at " + servers + " denies access: " + e.getCause().getMessage(), e);
      }
      throw e;
    }
  }

  private ClusterException unreachable(Exception cause) {
    return new ClusterException(
        "no answer from a Kafka broker at "
            + servers
            + " within "
            + PATIENCE.toSeconds()
            + " s: check kafka.bootstrap.servers and that the broker runs",
        cause);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
