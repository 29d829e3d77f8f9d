package io.tidegate.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.stream.topology.Deadlines.Due;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private int searches;

  private final DueIndex counted =
      new DueIndex() {
        private final MemoryIndex index = new MemoryIndex();

        @Override
        public void add(Bytes key) {
          index.add(key);
        }

        @Override
        public void remove(Bytes key) {
          index.remove(key);
        }

        @Override
        public List<Bytes> lowest(Bytes from, int most) {
          searches++;
          return index.lowest(from, most);
        }
      };

  private final Deadlines deadlines = new Deadlines(counted);

  private static final long NEVER = StoredSeries.NEVER;

  @Test
  void theFirstOnesComeFirstByTimeThenByName() {
    deadlines.move("b", NEVER, 100);
    deadlines.move("a", NEVER, 100);
    deadlines.move("long ago", NEVER, -5_000);
    deadlines.move("later", NEVER, 101);
    assertThat(deadlines.before(101, 8))
        .containsExactly(new Due(-5_000, "long ago"), new Due(100, "a"), new Due(100, "b"));
  }

  @Test
  void noSearchIsMadeBeforeSomethingIsDue() {
    deadlines.move("a", NEVER, 1_000);
    assertThat(deadlines.before(1, 8)).isEmpty();
    int before = searches;
    for (long now = 2; now <= 1_000; now++) {
      assertThat(deadlines.before(now, 8)).isEmpty();
    }
    assertThat(searches).isEqualTo(before);
    assertThat(deadlines.before(1_001, 8)).hasSize(1);
  }

  @Test
  void everySeriesIsFoundWhenItIsDueHoweverTheyMove() {
    Random random = new Random(5);
    Map<String, Long> expected = new HashMap<>();
    for (long now = 0; now < 5_000; now++) {
      String series = "s" + random.nextInt(40);
      long to = now + random.nextInt(300) - 20;
      deadlines.move(series, expected.getOrDefault(series, NEVER), to);
      expected.put(series, to);
      List<Due> due = new ArrayList<>();
      for (List<Due> some = deadlines.before(now, 3);
          !some.isEmpty();
          some = deadlines.before(now, 3)) {
        for (Due one : some) {
          assertThat(expected.remove(one.series())).isEqualTo(one.time());
          deadlines.move(one.series(), one.time(), NEVER);
        }
        due.addAll(some);
      }
      long at = now;
      assertThat(due).allMatch(one -> one.time() < at);
      assertThat(expected.values()).allMatch(time -> time >= at);
    }
  }
}
