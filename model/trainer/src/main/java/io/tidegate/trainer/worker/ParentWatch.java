package io.tidegate.trainer.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Ends a process with its parent, however that one died. */
public final class ParentWatch {
  private static final int GRACE_SECONDS = 10;

  private ParentWatch() {}

  /**
   * Ends the JVM when {@code in} does: a pipe whose other end is the parent's. An orderly end gets
   * a few seconds.
   */
  public static void endWith(InputStream in) {
    daemon(
        "parent-watch",
        () -> {
          readToTheEnd(in);
          daemon(
              "parent-gone",
              () -> {
                sleep();
                Runtime.getRuntime().halt(1);
              });
          Runtime.getRuntime().exit(0);
        });
  }

  private static void readToTheEnd(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(GRACE_SECONDS * 1_000L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
