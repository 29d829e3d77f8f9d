package io.tidegate.stream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.stream.replay.ObservationSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LockstepTest {
  private final List<String> log = new ArrayList<>();

  @Test
  void theFlowStopsBeforeTheObservationAfterEveryThird() {
    Lockstep lockstep = new Lockstep(sink(), 3, stop -> log.add("gate " + stop));
    for (int i = 1; i <= 7; i++) {
      lockstep.send("a", i, i);
    }
    assertThat(log)
        .containsExactly("1", "2", "3", "flush", "gate 1", "4", "5", "6", "flush", "gate 2", "7");
  }

  @Test
  void whatIsAnnouncedCountsAsTheTrainerCountsIt() {
    Lockstep lockstep = new Lockstep(sink(), 3, stop -> log.add("gate " + stop));
    for (int i = 1; i <= 2; i++) {
      lockstep.announce("a", i + 1, Map.of("holiday", 1.0));
      lockstep.send("a", i, i);
    }
    assertThat(log).containsExactly("announced 2", "1", "announced 3", "flush", "gate 1", "2");
  }

  @Test
  void aFlowThatEndsOnAStopDoesNotWaitForIt() {
    Lockstep lockstep = new Lockstep(sink(), 2, stop -> log.add("gate " + stop));
    lockstep.send("a", 1, 1);
    lockstep.send("a", 2, 2);
    assertThat(log).containsExactly("1", "2");
  }

  @Test
  void theGateOpensWhenTheRetrainingIsDecidedKnownAndAllIsProcessed() {
    Steps progress = new Steps();
    RetrainingGate gate = gate(progress, new CountDownLatch(1));
    progress.gate = gate;
    gate.pass(4);
    assertThat(progress.seen)
        .containsExactly(
            "waiting for retraining 4",
            "waiting for retraining 4",
            "waiting for the forecasts up to retraining 4");
    assertThat(gate.waiting()).isEmpty();
  }

  @Test
  void aTrainerThatEndsOpensNoGateButEndsTheWait() {
    RetrainingGate gate = gate(new Dead(), new CountDownLatch(1));
    assertThatThrownBy(() -> gate.pass(1))
        .isInstanceOf(PipelineException.class)
        .hasMessage("the trainer ended");
  }

  @Test
  void aWaitThatTakesTooLongSaysWhatItWasFor() {
    RetrainingGate gate =
        new RetrainingGate(new Never(), Duration.ofMillis(50), new CountDownLatch(1));
    assertThatThrownBy(() -> gate.pass(2))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("waiting for retraining 2 was in vain");
  }

  @Test
  void stoppingOpensTheGate() {
    CountDownLatch stop = new CountDownLatch(1);
    stop.countDown();
    RetrainingGate gate = gate(new Never(), stop);
    gate.pass(1);
    assertThat(gate.waiting()).isEmpty();
  }

  private static RetrainingGate gate(RetrainingGate.Progress progress, CountDownLatch stop) {
    return new RetrainingGate(progress, Duration.ofSeconds(30), stop);
  }

  private ObservationSink sink() {
    return new ObservationSink() {
      @Override
      public void send(String key, long time, double value, Map<String, Double> covariates) {
        log.add(Long.toString(time));
      }

      @Override
      public void announce(String key, long time, Map<String, Double> values) {
        log.add("announced " + time);
      }

      @Override
      public void flush() {
        log.add("flush");
      }
    };
  }

  private static class Never implements RetrainingGate.Progress {
    @Override
    public Map<Integer, Long> ends() {
      return Map.of(0, 100L);
    }

    @Override
    public boolean isDecided(Map<Integer, Long> ends) {
      return false;
    }

    @Override
    public boolean isKnown() {
      return false;
    }

    @Override
    public boolean isProcessed() {
      return false;
    }

    @Override
    public void check() {}
  }

  private static final class Dead extends Never {
    @Override
    public void check() {
      throw new PipelineException("the trainer ended");
    }
  }

  /** Every answer is no once and then yes. */
  private static final class Steps extends Never {
    private final List<String> seen = new ArrayList<>();
    private RetrainingGate gate;
    private boolean decided;
    private boolean known;
    private boolean processed;

    @Override
    public boolean isDecided(Map<Integer, Long> ends) {
      boolean before = decided;
      decided = true;
      return before;
    }

    @Override
    public boolean isKnown() {
      boolean before = known;
      known = true;
      return before;
    }

    @Override
    public boolean isProcessed() {
      boolean before = processed;
      processed = true;
      return before;
    }

    @Override
    public void check() {
      seen.add(gate.waiting());
    }
  }
}
