package io.tidegate.stream.suite;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** Whether containers can be started here. */
final class ContainerEngine {
  private static final long PATIENCE_SECONDS = 60;

  private static CompletableFuture<Boolean> answer;

  private ContainerEngine() {}

  /**
   * Asks once. Where an engine is there but no registry is within reach, Testcontainers retries for
   * minutes to pull an image of its own before it gives up: that counts as no engine.
   */
  static synchronized boolean usable() {
    if (answer == null) {
      answer =
          CompletableFuture.supplyAsync(
                  () -> DockerClientFactory.instance().isDockerAvailable(),
                  task -> daemon(task).start())
              .completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS)
              .exceptionally(unusable -> false);
    }
    return answer.join();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "container-engine");
    thread.setDaemon(true);
    return thread;
  }
}
