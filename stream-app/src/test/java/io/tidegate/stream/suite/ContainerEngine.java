package io.tidegate.stream.suite;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** Whether containers can be started here. */
final class ContainerEngine {
  private static final long PATIENCE_SECONDS = 60;

  private static final boolean USABLE = ask();

  private ContainerEngine() {}

  static boolean usable() {
    return USABLE;
  }

  /**
   * Where an engine is there but no registry is within reach, Testcontainers retries for minutes to
   * pull an image of its own before it gives up.
   */
  private static boolean ask() {
    return CompletableFuture.supplyAsync(() -> DockerClientFactory.instance().isDockerAvailable())
        .completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .exceptionally(unusable -> false)
        .join();
  }
}
