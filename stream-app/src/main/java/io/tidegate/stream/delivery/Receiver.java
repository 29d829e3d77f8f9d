package io.tidegate.stream.delivery;

import io.tidegate.schema.AlertEvent;

/** Somebody outside who is told of alerts. Used by one thread. */
interface Receiver {
  /** One word, for the group, metrics and logs. */
  String name();

  /**
   * Tries once to tell of an event.
   *
   * @param series the event is about
   * @throws InterruptedException if the thread is to end; whether it was told is not known
   */
  Outcome tell(String series, AlertEvent event) throws InterruptedException;

  /**
   * Called several times a second while nothing waits to be told.
   *
   * @throws InterruptedException if the thread is to end
   */
  default void idle() throws InterruptedException {}
}
