package io.tidegate.trainer.fit;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains nothing: the candidate is a model from a file, judged as a trained one would be. */
public final class GivenModel implements FitRunner {
  private final Path file;
  private final Size size;

  /**
   * A runner that reads the file anew each time.
   *
   * @param size of what is kept for each series, which the model's shape must fit
   */
  public GivenModel(Path file, Size size) {
    this.file = file;
    this.size = size;
  }

  @Override
  public Fit run(FitRequest request, FitProgress progress) {
    Model candidate = read();
    size.refusal(candidate.shape())
        .ifPresent(
            reason -> {
              throw new FitFailedException(file + ": " + reason, null);
            });
    return new Fitter(request.settings(), progress).compare(candidate, request, "file " + file);
  }

  private Model read() {
    try {
      return ModelCodec.decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new FitFailedException("cannot read the candidate " + file + ": " + e, e);
    } catch (IllegalArgumentException e) {
      throw new FitFailedException(file + " is not a model: " + e.getMessage(), e);
    }
  }
}
