package io.tidegate.stream.jvm;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.StringArray;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of a JVM on Linux, word by word as the kernel keeps it, and its execution. */
final class CommandLine {
  private static final Path WORDS = Path.of("/proc/self/cmdline");
  private static final Path PROGRAM = Path.of("/proc/self/exe");
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /** Constants of Linux. */
  private static final int F_SETFD = 2;

  private static final int FD_CLOEXEC = 1;

  /** Words are bytes to the kernel; this keeps each as one character, whatever it means. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private CommandLine() {}

  /** The part of the C library that is needed. */
  interface CLibrary extends Library {
    /** Replaces what the process executes; returns only to fail. */
    int execv(String program, StringArray words) throws LastErrorException;

    /** Here: sets the flags of an open file. */
    int fcntl(int file, int command, Object... flags) throws LastErrorException;
  }

  /**
   * Whether this is a system whose command lines can be read, and a JVM started by its launcher.
   */
  static boolean isKnown() {
    try {
      return Files.isReadable(WORDS) && PROGRAM.toRealPath().endsWith("java");
    } catch (IOException e) {
      return false;
    }
  }

  /** The words, the program's name first, every byte as a character. */
  static List<String> ofThisProcess() throws IOException {
    String text = Files.readString(WORDS, BYTES);
    List<String> words = new ArrayList<>();
    int begin = 0;
    for (int end = text.indexOf(0); end >= 0; end = text.indexOf(0, begin)) {
      words.add(text.substring(begin, end));
      begin = end + 1;
    }
    return words;
  }

  /**
   * Executes a command line of the same program in the place of this one.
   *
   * @throws IOException if that is not possible
   */
  static void execute(List<String> words) throws IOException {
    String encoding = BYTES.name();
    try {
      CLibrary system =
          Native.load("c", CLibrary.class, Map.of(Library.OPTION_STRING_ENCODING, encoding));
      for (int jar : openJars()) {
        system.fcntl(jar, F_SETFD, FD_CLOEXEC);
      }
      system.execv(
          PROGRAM.toRealPath().toString(), new StringArray(words.toArray(String[]::new), encoding));
    } catch (LastErrorException | LinkageError e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** What this JVM opened to load classes from; what its parent left open stays so. */
  private static List<Integer> openJars() throws IOException {
    List<Integer> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path file : files) {
        if (Files.isSymbolicLink(file)
            && Files.readSymbolicLink(file).toString().endsWith(".jar")) {
          jars.add(Integer.valueOf(file.getFileName().toString()));
        }
      }
    }
    return jars;
  }
}
