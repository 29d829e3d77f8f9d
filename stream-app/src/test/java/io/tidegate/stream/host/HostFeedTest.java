package io.tidegate.stream.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.stream.replay.ObservationSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HostFeedTest {
  private final Map<String, List<Long>> times = new ConcurrentHashMap<>();

  @Test
  void twentySeriesOfThisMachineArriveOncePerWholeSecond() throws Exception {
    try (HostFeed feed = HostFeed.start(new Recorder())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                feed.check();
                assertThat(times.getOrDefault("host.cpu.busy", List.of())).hasSizeGreaterThan(2);
              });
    }
    assertThat(times).hasSizeGreaterThanOrEqualTo(20);
    times.forEach(
        (series, moments) -> {
          assertThat(moments).as(series).doesNotHaveDuplicates().isSorted();
          assertThat(moments).as(series).allMatch(moment -> moment % 1_000 == 0);
        });
    assertThat(times.keySet())
        .containsAll(Set.of("host.cpu.core0", "host.memory.available.mib", "jvm.heap.used.mib"));
  }

  private final class Recorder implements ObservationSink {
    @Override
    public void send(String key, long time, double value, Map<String, Double> covariates) {
      times.computeIfAbsent(key, name -> new CopyOnWriteArrayList<>()).add(time);
    }

    @Override
    public void announce(String key, long time, Map<String, Double> values) {
      throw new AssertionError("a machine knows nothing ahead");
    }

    @Override
    public void flush() {}
  }
}
