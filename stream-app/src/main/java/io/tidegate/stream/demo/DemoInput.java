package io.tidegate.stream.demo;

/** What a demo forecasts. */
interface DemoInput extends AutoCloseable {
  /**
   * Tells whether all is well.
   *
   * @throws RuntimeException what ended the input before its time, if something did
   */
  void check();

  /** Whether nothing more will come. */
  boolean isFinished();

  /** What comes in, and what it waits for, in one sentence. */
  String describe();

  /** Rows that had something that could not be read. */
  long badRows();

  /** Ends the input; what was sent is stored. */
  @Override
  void close();
}
