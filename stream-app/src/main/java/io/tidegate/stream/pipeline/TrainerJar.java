package io.tidegate.stream.pipeline;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the trainer, which the stream application knows by its file's name alone. */
public final class TrainerJar {
  /** Variable of the environment that names the file. */
  public static final String VARIABLE = "TIDEGATE_TRAINER_JAR";

  private static final Path IN_A_CHECKOUT = Path.of("model/trainer/target/tidegate-trainer.jar");

  private TrainerJar() {}

  /**
   * The trainer's jar: as given, else as the environment says, else in the checkout that this
   * program or the current directory lies in.
   *
   * @throws PipelineException if there is none
   */
  public static Path find(Optional<Path> given, Map<String, String> environment) {
    Optional<Path> named =
        given.or(() -> Optional.ofNullable(environment.get(VARIABLE)).map(Path::of));
    if (named.isPresent()) {
      return named
          .filter(Files::isRegularFile)
          .orElseThrow(() -> new PipelineException("no trainer at " + named.get()));
    }
    return inCheckout(program())
        .or(() -> inCheckout(Path.of("").toAbsolutePath()))
        .orElseThrow(
            () ->
                new PipelineException(
                    "the trainer's jar is not there; build it by: mvn -DskipTests package, or name"
                        + " it by --trainer"));
  }

  /** Looks from {@code start} upwards. */
  static Optional<Path> inCheckout(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path jar = folder.resolve(IN_A_CHECKOUT);
      if (Files.isRegularFile(jar)) {
        return Optional.of(jar);
      }
    }
    return Optional.empty();
  }

  private static Path program() {
    try {
      return Path.of(TrainerJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
