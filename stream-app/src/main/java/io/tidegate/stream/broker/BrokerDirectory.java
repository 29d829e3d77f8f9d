package io.tidegate.stream.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The directory of an embedded broker: locked while open, formatted for KRaft at first use. */
final class BrokerDirectory implements AutoCloseable {
  private static final String LOCK = "embedded-broker.lock";
  private static final String FORMATTED = "meta.properties";

  /** What a start that was cut short may have left before the directory was formatted. */
  private static final Set<String> UNFORMATTED = Set.of(LOCK, "bootstrap.checkpoint");

  private final Path path;
  private final FileChannel lock;

  private BrokerDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static BrokerDirectory open(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      refuseForeign(path);
      BrokerDirectory opened = new BrokerDirectory(path, lock(path));
      if (!Files.exists(path.resolve(FORMATTED))) {
        opened.format();
      }
      return opened;
    } catch (IOException e) {
      throw new BrokerException(
          "directory "
              + path
              + " cannot be used for the embedded broker ("
              + e
              + "); name one that can be written",
          e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuseForeign(Path path) throws IOException {
    if (Files.exists(path.resolve(FORMATTED))) {
      return;
    }
    try (Stream<Path> entries = Files.list(path)) {
      entries
          .filter(entry -> !UNFORMATTED.contains(entry.getFileName().toString()))
          .findFirst()
          .ifPresent(
              foreign -> {
                throw new BrokerException(
                    "directory "
                        + path
                        + " is no broker's directory but is not empty (it holds "
                        + foreign.getFileName()
                        + "); name an empty one",
                    null);
              });
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null;
    }
    if (held == null) {
      channel.close();
      throw new BrokerException(
          "directory "
              + path
              + " is in use by another embedded broker; end that one or name another directory",
          null);
    }
    return channel;
  }

  private void format() {
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(BrokerSettings.NODE_ID)
            .setClusterId(Uuid.randomUuid().toString())
            .setControllerListenerName(LoopbackSockets.CONTROLLER)
            .setMetadataLogDirectory(path.toString())
            .addDirectory(path.toString());
    try {
      formatter.run();
    } catch (Exception e) {
      close();
      throw new BrokerException(
          "directory " + path + " cannot be formatted for the embedded broker: " + e.getMessage(),
          e);
    }
  }
}
