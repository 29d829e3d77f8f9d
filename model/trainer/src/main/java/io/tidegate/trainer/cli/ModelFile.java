package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A model in a file. */
final class ModelFile {
  private ModelFile() {}

  /** The bytes, or one line about why there are none. */
  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new CommandFailure("no file " + file);
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + file + ": " + e.getMessage());
    }
  }

  /** The model, or one line about why it is none. */
  static Model decode(Path file, byte[] bytes) {
    try {
      return ModelCodec.decode(bytes);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(file + " is not a model: " + e.getMessage());
    }
  }
}
