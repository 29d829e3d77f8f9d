package io.tidegate.stream.demo;

import io.tidegate.stream.host.HostFeed;
import io.tidegate.stream.replay.ObservationSink;

/** This machine's own metrics. */
final class HostInput implements DemoInput {
  private final HostFeed feed;

  HostInput(ObservationSink sink) {
    feed = HostFeed.start(sink);
  }

  @Override
  public void check() {
    feed.check();
  }

  @Override
  public boolean isFinished() {
    return false;
  }

  @Override
  public String describe() {
    return "this machine's own metrics, once a second";
  }

  @Override
  public long badRows() {
    return 0;
  }

  @Override
  public void close() {
    feed.close();
  }
}
