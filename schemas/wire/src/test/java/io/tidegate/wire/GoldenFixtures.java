package io.tidegate.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Bytes as released versions wrote them, 32 to a line in hexadecimal, and the schemas that they
 * were written with.
 *
 * <p>The files of {@link EventSchemas#VERSION} are written by {@code mvn -pl schemas/wire -am test
 * -Dtidegate.fixtures.update=true}; those of older versions never change.
 */
final class GoldenFixtures {
  private static final boolean UPDATE = Boolean.getBoolean("tidegate.fixtures.update");
  private static final Path BYTES = Path.of("src/test/resources/fixtures");
  private static final Path SCHEMAS = Path.of("src/main/resources/io/tidegate/wire/history");
  private static final int BYTES_PER_LINE = 32;

  private GoldenFixtures() {}

  static Path bytesFile(String version, String type) {
    return BYTES.resolve(version).resolve(type + ".hex");
  }

  static Path schemaFile(String version, String type) {
    return SCHEMAS.resolve(version).resolve(type + ".avsc");
  }

  static byte[] bytes(String version, String type) throws IOException {
    return HexFormat.of()
        .parseHex(Files.readString(bytesFile(version, type)).replaceAll("\\s+", ""));
  }

  static Schema schema(String version, String type) throws IOException {
    return new Schema.Parser().parse(Files.readString(schemaFile(version, type)));
  }

  /** Rewrites the files of the version in use, where that was asked for. */
  static void updateIfAsked() throws IOException {
    if (!UPDATE) {
      return;
    }
    try (SingleObjectSerde serde = new SingleObjectSerde()) {
      for (SpecificRecord event : SampleEvents.ALL) {
        String type = event.getSchema().getName();
        byte[] bytes = serde.serializer().serialize("topic", event);
        write(bytesFile(EventSchemas.VERSION, type), hexLines(bytes));
        write(
            schemaFile(EventSchemas.VERSION, type),
            SchemaFormatter.format("json/pretty", event.getSchema()).strip() + "\n");
      }
    }
  }

  private static String hexLines(byte[] bytes) {
    StringBuilder lines = new StringBuilder();
    for (int from = 0; from < bytes.length; from += BYTES_PER_LINE) {
      int to = Math.min(bytes.length, from + BYTES_PER_LINE);
      lines.append(HexFormat.of().formatHex(bytes, from, to)).append('\n');
    }
    return lines.toString();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
