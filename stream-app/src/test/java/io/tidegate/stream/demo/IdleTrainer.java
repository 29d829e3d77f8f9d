package io.tidegate.stream.demo;

import java.io.IOException;
import java.io.OutputStream;

/** Stands in for the trainer where none is needed: waits for the end of its standard input. */
public final class IdleTrainer {
  private IdleTrainer() {}

  /** Waits. */
  public static void main(String[] arguments) throws IOException {
    System.in.transferTo(OutputStream.nullOutputStream());
  }
}
