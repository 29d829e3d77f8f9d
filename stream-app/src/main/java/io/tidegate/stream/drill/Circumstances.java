package io.tidegate.stream.drill;

import io.tidegate.stream.host.Machine;
import java.util.Optional;

/**
 * What figures of a drill depend on.
 *
 * @param machine processor and system
 * @param jdk the Java runtime
 * @param version of this software
 * @param seed of what is made and of the trainer
 * @param data name of the file, or what was made
 * @param records observations that were streamed
 * @param series how many
 */
public record Circumstances(
    String machine, String jdk, String version, long seed, String data, long records, int series) {

  static Circumstances of(long seed, String data, long records, int series) {
    return new Circumstances(
        Machine.describe(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        Optional.ofNullable(Circumstances.class.getPackage().getImplementationVersion())
            .orElse("not packaged"),
        seed,
        data,
        records,
        series);
  }
}
