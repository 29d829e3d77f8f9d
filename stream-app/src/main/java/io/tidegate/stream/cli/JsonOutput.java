package io.tidegate.stream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** A result for people and, where it is wanted, for programs. */
final class JsonOutput {
  private static final Path STANDARD_OUTPUT = Path.of("-");
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonOutput() {}

  /**
   * Prints the text, and writes the JSON to the file; for the file "-" prints the JSON alone.
   *
   * @throws CommandFailure if the file cannot be written
   */
  static void tell(CommandSpec spec, Optional<Path> file, Object result, String text) {
    PrintWriter out = spec.commandLine().getOut();
    if (file.filter(STANDARD_OUTPUT::equals).isPresent()) {
      out.println(json(result));
    } else {
      out.print(text);
      file.ifPresent(path -> write(path, json(result)));
    }
    out.flush();
  }

  private static String json(Object result) {
    try {
      return MAPPER.writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path file, String json) {
    try {
      Files.writeString(file, json + System.lineSeparator());
    } catch (IOException e) {
      throw new CommandFailure("cannot write " + file + ": " + e, e);
    }
  }
}
