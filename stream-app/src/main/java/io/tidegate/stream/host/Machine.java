package io.tidegate.stream.host;

import oshi.hardware.CentralProcessor;
import oshi.spi.SystemInfoFactory;

/** What this machine is, for figures that depend on it. */
public final class Machine {
  private Machine() {}

  /** Processor, how many logical ones, and architecture. */
  public static String describe() {
    CentralProcessor processor = SystemInfoFactory.create().getHardware().getProcessor();
    return String.format(
        "%s, %d logical processors, %s %s",
        processor.getProcessorIdentifier().getName().strip(),
        processor.getLogicalProcessorCount(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }
}
