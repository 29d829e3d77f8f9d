package io.tidegate.trainer.network;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Sets how many threads ND4J and its BLAS use. OMP_NUM_THREADS would do the same, but a JVM cannot
 * set it for itself. More than one thread is slower for matrices as small as ours, up to thirty
 * times where other processes compete for the cores.
 */
public final class NativeThreads {
  /** Names of libnd4j's levels of vector instructions, by its own numbers. */
  private static final String[] VECTORS = {"x86 or NEON", "x86 or NEON", "AVX2", "AVX-512"};

  private static int used = Runtime.getRuntime().availableProcessors();

  private NativeThreads() {}

  /** Call once, before the first {@link Network}. */
  public static void use(int threads) {
    used = threads;
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    openblas_nolapack.blas_set_num_threads(threads);
  }

  /** What trained bytes may depend on: processor family, backend, threads. */
  public static String environment() {
    return System.getProperty("os.arch")
        + " with "
        + VECTORS[NativeOpsHolder.getInstance().getDeviceNativeOps().optimalLevel()]
        + ", OpenBLAS core "
        + System.getenv().getOrDefault("OPENBLAS_CORETYPE", "by detection")
        + ", "
        + Nd4j.getBackend().getClass().getSimpleName()
        + ", "
        + used
        + " thread(s)";
  }
}
