package io.tidegate.stream.replay;

/** Hears how a replay goes; called on the replaying thread. */
public interface ReplayListener {
  /** Hears nothing. */
  ReplayListener NONE =
      new ReplayListener() {
        @Override
        public void started(String layout) {}

        @Override
        public void read(long line) {}

        @Override
        public void bad(long line, String reason) {}
      };

  /** The file's columns are known; {@code layout} says how they are taken, in one sentence. */
  void started(String layout);

  /** The row that ends on that line was read. */
  void read(long line);

  /** The row that ends on that line has something that was skipped. */
  void bad(long line, String reason);
}
