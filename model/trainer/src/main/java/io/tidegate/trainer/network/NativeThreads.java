package io.tidegate.trainer.network;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Sets how many threads ND4J and its BLAS use. OMP_NUM_THREADS would do the same, but a JVM cannot
 * set it for itself. More than one thread is slower for matrices as small as ours, many times where
 * other processes compete for the cores.
 */
public final class NativeThreads {
  /** Names of libnd4j's levels of vector instructions, by its own numbers. */
  private static final String[] VECTORS = {"x86 or NEON", "x86 or NEON", "AVX2", "AVX-512"};

  /** Changes whenever the bytes of a training do; versions trained by the operation lack it. */
  private static final String ARITHMETIC = "BLAS products with the kernel's gates";

  private NativeThreads() {}

  /** Call once, before the first {@link Network}. */
  public static void use(int threads) {
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    openblas_nolapack.blas_set_num_threads(threads);
  }

  /** How many threads BLAS has. */
  public static int used() {
    return openblas_nolapack.blas_get_num_threads();
  }

  /** What trained bytes may depend on: processor family, backend, arithmetic, threads. */
  public static String environment() {
    return System.getProperty("os.arch")
        + " with "
        + VECTORS[NativeOpsHolder.getInstance().getDeviceNativeOps().optimalLevel()]
        + ", OpenBLAS core "
        + System.getenv().getOrDefault("OPENBLAS_CORETYPE", "by detection")
        + ", "
        + Nd4j.getBackend().getClass().getSimpleName()
        + ", "
        + ARITHMETIC
        + ", "
        + used()
        + " thread(s)";
  }
}
