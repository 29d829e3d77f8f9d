package io.tidegate.trainer.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Frees what one pass of a graph allocated outside the heap as soon as the pass is over. SameDiff
 * itself frees nothing on a gradient pass: it leaves some ten megabytes a pass to the garbage
 * collector, which sees only the small objects on the heap and lets the process grow by gigabytes.
 *
 * <p>Arrays are remembered by the thread that runs the pass.
 */
final class PassMemory extends AbstractMemoryMgr {
  private static final ThreadLocal<List<INDArray>> ALLOCATED =
      ThreadLocal.withInitial(ArrayList::new);

  static {
    SameDiff.bindInferenceFactory(
        graph -> {
          InferenceSession session = new InferenceSession(graph);
          session.setMmgr(new PassMemory());
          return session;
        });
  }

  private PassMemory() {}

  /** Loads this class: graphs made from now on use it. */
  static void install() {}

  /** Frees everything that this thread's passes allocated, except {@code kept}. */
  static void endPass(Collection<INDArray> kept) {
    Set<INDArray> keep = Collections.newSetFromMap(new IdentityHashMap<>());
    keep.addAll(kept);
    for (INDArray array : ALLOCATED.get()) {
      if (!keep.contains(array) && array.closeable() && !array.wasClosed()) {
        array.close();
      }
    }
    ALLOCATED.get().clear();
  }

  @Override
  public INDArray allocate(boolean detached, DataType type, long... shape) {
    return remembered(Nd4j.createUninitializedDetached(type, shape));
  }

  @Override
  public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
    return descriptor.isEmpty()
        ? Nd4j.create(descriptor)
        : allocate(detached, descriptor.dataType(), descriptor.getShape());
  }

  private static INDArray remembered(INDArray array) {
    ALLOCATED.get().add(array);
    return array;
  }

  @Override
  public void release(INDArray array) {}

  @Override
  public void close() {}
}
