package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;
import java.util.List;

/** Constants in one byte each: where they stand in the list, which must only ever grow. */
final class EnumBytes {
  static final List<Kind> KINDS = List.of(Kind.values());
  static final List<Severity> SEVERITIES = List.of(Severity.values());
  static final List<Direction> DIRECTIONS = List.of(Direction.values());
  static final List<Detector> DETECTORS = List.of(Detector.values());

  private EnumBytes() {}

  static <E> void put(ByteBuffer out, List<E> all, E one) {
    out.put((byte) all.indexOf(one));
  }

  static <E> E get(ByteBuffer in, List<E> all) {
    return all.get(in.get());
  }
}
