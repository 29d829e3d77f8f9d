package io.tidegate.stream.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process occupies. */
final class Footprint {
  private static final Path STATUS = Path.of("/proc/self/status");

  private Footprint() {}

  /** Heap in use once garbage is collected, bytes. */
  @SuppressWarnings("SystemGc") // What is asked is what is left after one.
  static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Resident set, bytes; null where the system does not say. */
  static Long resident() {
    try {
      return Files.exists(STATUS) ? resident(Files.readAllLines(STATUS)) : null;
    } catch (IOException e) {
      return null;
    }
  }

  static Long resident(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .findFirst()
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .orElse(null);
  }

  /** Load average of the last minute; null where the system does not say. */
  static Double load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? null : (Double) load;
  }

  /** Bytes of the files below directories of that name. */
  static long below(Path root, String directory) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> holds(root.relativize(file), directory))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (IOException e) {
      throw new BenchException("cannot see the size of " + root + ": " + e, e);
    }
  }

  private static boolean holds(Path file, String directory) {
    for (Path part : file.getParent()) {
      if (part.toString().equals(directory)) {
        return true;
      }
    }
    return false;
  }
}
