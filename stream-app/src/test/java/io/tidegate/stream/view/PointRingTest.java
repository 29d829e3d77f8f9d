package io.tidegate.stream.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PointRingTest {
  private record Point(long time, double value, float near) {}

  @Test
  void holdsTheNewestPointsLikeAListThatIsCutAtTheFront() {
    Random random = new Random(5);
    for (int limit : new int[] {1, 2, 7, 16, 17, 100}) {
      PointRing ring = new PointRing(limit);
      List<Point> oracle = new ArrayList<>();
      long time = -500;
      for (int n = 0; n < 400; n++) {
        if (!oracle.isEmpty() && random.nextInt(40) == 0) {
          time = oracle.get(random.nextInt(oracle.size())).time();
          long from = time;
          oracle.removeIf(point -> point.time() >= from);
          ring.dropFrom(from);
        }
        time += 1 + random.nextInt(5);
        Point point = new Point(time, random.nextDouble(), random.nextFloat());
        ring.add(point.time(), point.value(), new float[] {point.near(), Float.NaN, -1, 1});
        oracle.add(point);
        if (oracle.size() > limit) {
          oracle.remove(0);
        }
        assertSame(ring, oracle);
      }
    }
  }

  private static void assertSame(PointRing ring, List<Point> oracle) {
    assertThat(ring.size()).isEqualTo(oracle.size());
    for (int i = 0; i < oracle.size(); i++) {
      Point point = oracle.get(i);
      assertThat(ring.time(i)).isEqualTo(point.time());
      assertThat(ring.value(i)).isEqualTo(point.value());
      assertThat(ring.forecast(i, 0)).isEqualTo(point.value() + point.near());
      assertThat(ring.forecast(i, 1)).isNaN();
      assertThat(ring.indexAtOrBefore(point.time())).isEqualTo(i);
      assertThat(ring.indexAtOrBefore(point.time() - 1)).isEqualTo(i - 1);
    }
    assertThat(ring.indexAtOrBefore(Long.MAX_VALUE)).isEqualTo(oracle.size() - 1);
  }

  @Test
  void forgottenForecastsLeaveTheValues() {
    PointRing ring = new PointRing(3);
    ring.add(1, 10, new float[] {1, 2, 0, 3});
    ring.forgetForecasts();
    assertThat(ring.value(0)).isEqualTo(10);
    assertThat(ring.forecast(0, 0)).isNaN();
    assertThat(ring.forecast(0, 1)).isNaN();
  }
}
