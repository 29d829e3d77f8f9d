package io.tidegate.benchmarks;

import com.amazon.randomcutforest.parkservices.RCFCaster;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.StateCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Prints what is kept for one series here, part by part, and what others keep on the heap. */
final class StatesTable {
  private static final int ROWS = 3_000;
  private static final int ROWS_OF_FOREST = 400;
  private static final int FORESTS = 4;

  private StatesTable() {}

  static void print() {
    System.out.println();
    Runs.row("kept for one series, bytes | standard | lean");
    Runs.row("--- | --- | ---");
    Map<String, Integer> standard = parts(Size.STANDARD);
    Map<String, Integer> lean = parts(Size.LEAN);
    standard.forEach((part, bytes) -> Runs.row(part + " | " + bytes + " | " + lean.get(part)));
    Runs.row("together | " + sum(standard) + " | " + sum(lean));
    Runs.row("RCFCaster, on the heap | " + heap(StatesTable::caster) + " |");
    Runs.row("ThresholdedRandomCutForest, on the heap | " + heap(StatesTable::thresholded) + " |");
  }

  private static Map<String, Integer> parts(Size size) {
    WarmSeries series = new WarmSeries(size);
    series.live(ROWS);
    Map<String, Integer> parts = new LinkedHashMap<>(StateCodec.sizes(series.state()));
    parts.put("alerts", series.alerts().encode().length);
    return parts;
  }

  private static int sum(Map<String, Integer> parts) {
    return parts.values().stream().mapToInt(bytes -> bytes).sum();
  }

  private static RCFCaster caster() {
    RCFCaster forest = PeersBenchmark.caster();
    for (int slot = 0; slot < ROWS_OF_FOREST; slot++) {
      forest.process(new double[] {WarmSeries.value(slot)}, slot);
    }
    return forest;
  }

  private static ThresholdedRandomCutForest thresholded() {
    ThresholdedRandomCutForest forest = PeersBenchmark.thresholded();
    for (int slot = 0; slot < ROWS_OF_FOREST; slot++) {
      forest.process(new double[] {WarmSeries.value(slot)}, slot);
    }
    return forest;
  }

  /** Of one of some, by how much more of the heap is in use with them than without. */
  private static long heap(Supplier<?> maker) {
    Object[] kept = new Object[FORESTS + 1];
    kept[FORESTS] = maker.get();
    long before = used();
    for (int i = 0; i < FORESTS; i++) {
      kept[i] = maker.get();
    }
    long bytes = (used() - before) / FORESTS;
    Checks.require(kept[0] != kept[1], "each is one of its own");
    return bytes;
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
