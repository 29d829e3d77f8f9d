package io.tidegate.trainer.network;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays that live as long as one pass. ND4J's memory lies outside the heap: left to the garbage
 * collector, which sees only small objects, a process grows by gigabytes.
 */
final class Scratch implements AutoCloseable {
  private final List<INDArray> arrays = new ArrayList<>();

  /** Takes an array over that owns its memory; a view must not come here. */
  INDArray keep(INDArray array) {
    arrays.add(array);
    return array;
  }

  /** A new array of the values, row-major. */
  INDArray copyOf(float[] values, long... sizes) {
    return keep(Nd4j.create(values, sizes, 'c'));
  }

  /** A new array of zeros. */
  INDArray zeros(long... sizes) {
    return keep(Nd4j.zeros(DataType.FLOAT, sizes));
  }

  @Override
  public void close() {
    arrays.forEach(INDArray::close);
  }
}
