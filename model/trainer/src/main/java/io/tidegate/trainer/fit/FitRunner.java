package io.tidegate.trainer.fit;

/** Carries out fits, here or in another process. */
@FunctionalInterface
public interface FitRunner {
  /**
   * Carries out one fit.
   *
   * @throws NotEnoughDataException if there is nothing to learn from
   * @throws FitFailedException if it does not come to its end
   * @throws InterruptedException if this thread is told to stop
   */
  Fit run(FitRequest request, FitProgress progress) throws InterruptedException;

  /** Carries them out in this JVM. */
  FitRunner HERE = (request, progress) -> new Fitter(request.settings(), progress).fit(request);
}
