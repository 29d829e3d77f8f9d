package io.tidegate.stream.host;

import java.util.List;
import java.util.function.ToLongFunction;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.OperatingSystem;
import oshi.spi.SystemInfoFactory;
import oshi.spi.SystemInfoProvider;

/** Processor, memory, disks and network of this machine, by OSHI. One thread. */
final class MachineMetrics implements MetricSource {
  private static final double MEBIBYTE = 1 << 20;
  private static final int MOST_CORES = 32;

  private final OperatingSystem system;
  private final CentralProcessor processor;
  private final GlobalMemory memory;
  private final List<HWDiskStore> disks;
  private final List<NetworkIF> networks;
  private long[] ticks;
  private long[][] coreTicks;

  MachineMetrics() {
    SystemInfoProvider info = SystemInfoFactory.create();
    HardwareAbstractionLayer hardware = info.getHardware();
    system = info.getOperatingSystem();
    processor = hardware.getProcessor();
    memory = hardware.getMemory();
    disks = hardware.getDiskStores();
    networks = hardware.getNetworkIFs(true);
    ticks = processor.getSystemCpuLoadTicks();
    coreTicks = processor.getProcessorCpuLoadTicks();
  }

  @Override
  public void measure(Readings readings) {
    processor(readings);
    cores(readings);
    memory(readings);
    disks(readings);
    network(readings);
  }

  /** Percent of all cores' time since the last measurement. */
  private void processor(Readings readings) {
    long[] now = processor.getSystemCpuLoadTicks();
    double total = 0;
    for (TickType type : TickType.values()) {
      total += now[type.getIndex()] - ticks[type.getIndex()];
    }
    double idle = share(now, TickType.IDLE, total);
    double waiting = share(now, TickType.IOWAIT, total);
    readings.gauge("host.cpu.busy", 100 - idle - waiting);
    readings.gauge("host.cpu.user", share(now, TickType.USER, total));
    readings.gauge("host.cpu.system", share(now, TickType.SYSTEM, total));
    readings.gauge("host.cpu.iowait", waiting);
    ticks = now;
    readings.gauge("host.load.1m", processor.getSystemLoadAverage(1)[0]);
    readings.counter("host.context.switches", processor.getContextSwitches());
    readings.counter("host.interrupts", processor.getInterrupts());
  }

  private double share(long[] now, TickType type, double total) {
    return 100 * (now[type.getIndex()] - ticks[type.getIndex()]) / total;
  }

  private void cores(Readings readings) {
    long[][] now = processor.getProcessorCpuLoadTicks();
    double[] load = processor.getProcessorCpuLoadBetweenTicks(coreTicks, now);
    for (int core = 0; core < Math.min(load.length, MOST_CORES); core++) {
      readings.gauge("host.cpu.core" + core, 100 * load[core]);
    }
    coreTicks = now;
  }

  private void memory(Readings readings) {
    readings.gauge("host.memory.available.mib", memory.getAvailable() / MEBIBYTE);
    readings.gauge("host.swap.used.mib", memory.getVirtualMemory().getSwapUsed() / MEBIBYTE);
    readings.gauge("host.processes", system.getProcessCount());
    readings.gauge("host.threads", system.getThreadCount());
  }

  private void disks(Readings readings) {
    disks.forEach(HWDiskStore::updateAttributes);
    readings.counter("host.disk.reads", sum(disks, HWDiskStore::getReads));
    readings.counter("host.disk.writes", sum(disks, HWDiskStore::getWrites));
    readings.counter("host.disk.read.bytes", sum(disks, HWDiskStore::getReadBytes));
    readings.counter("host.disk.written.bytes", sum(disks, HWDiskStore::getWriteBytes));
  }

  /** All interfaces together, the loopback too: there the demo's own traffic flows. */
  private void network(Readings readings) {
    networks.forEach(NetworkIF::updateAttributes);
    readings.counter("host.network.received.bytes", sum(networks, NetworkIF::getBytesRecv));
    readings.counter("host.network.sent.bytes", sum(networks, NetworkIF::getBytesSent));
    readings.counter("host.network.received.packets", sum(networks, NetworkIF::getPacketsRecv));
    readings.counter("host.network.sent.packets", sum(networks, NetworkIF::getPacketsSent));
  }

  private static <T> long sum(List<T> parts, ToLongFunction<T> measure) {
    return parts.stream().mapToLong(measure).sum();
  }
}
