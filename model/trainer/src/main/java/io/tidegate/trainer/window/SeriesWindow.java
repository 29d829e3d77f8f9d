package io.tidegate.trainer.window;

import io.tidegate.kernel.forecast.Observation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The newest observations of one series, in the order of their offsets. One thread. */
final class SeriesWindow {
  private final int partition;
  private final int most;
  private final ArrayDeque<Observation> newest = new ArrayDeque<>();

  SeriesWindow(int partition, int most) {
    this.partition = partition;
    this.most = most;
  }

  int partition() {
    return partition;
  }

  void add(Observation observation) {
    if (newest.size() == most) {
      newest.removeFirst();
    }
    newest.addLast(observation);
  }

  LongStream times() {
    return newest.stream().mapToLong(Observation::time);
  }

  List<Observation> observations() {
    return new ArrayList<>(newest);
  }
}
