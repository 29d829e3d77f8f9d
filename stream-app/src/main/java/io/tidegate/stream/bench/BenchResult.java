package io.tidegate.stream.bench;

import java.util.List;

/**
 * What was measured. Sizes are in bytes unless named otherwise, a megabyte is 1,000,000 of them.
 *
 * @param circumstances what the figures depend on
 * @param series how many, each with a state of full size
 * @param records that were measured in the topology
 * @param seconds for which each topology's clock ran
 * @param rate records a second that were sent; null: as many as were taken
 * @param recordsPerSecond of the whole topology
 * @param passThroughRecordsPerSecond of the same one around a processor that models nothing
 * @param ratio of the former to the latter
 * @param smallStateRecordsPerSecond of one processor with 600 bytes of state that forwards 200
 * @param smallStateRatio of the whole topology's to that
 * @param rounds the same of each round
 * @param stepMicros time to move one series by one record
 * @param endToEnd from a record's sending to when its forecast can be read as committed
 * @param cpuSecondsPerMillionRecords by who spent them
 * @param streamThreadMicros what the stream thread spends on one record, by part
 * @param allocatedBytesPerRecord by the stream threads
 * @param stateBytesPerSeries what the store holds of one series
 * @param stateBytesByPart of that
 * @param diskBytesPerSeries of the store's files
 * @param changelogBytesPerSeries of the changelog topic once compacted, one copy
 * @param changelogMegabytesPerMillionRecords sent to the changelog topics
 * @param observationBytes key and value of one observation
 * @param forecastBytes key and value of one forecast
 * @param heapBytes in use after a collection, an embedded broker included
 * @param residentBytes of the process; null where the system does not say
 * @param restoreSeconds to restore all stores from their changelogs
 * @param startSeconds from the start of the application until it runs
 */
public record BenchResult(
    Circumstances circumstances,
    int series,
    long records,
    double seconds,
    Double rate,
    double recordsPerSecond,
    double passThroughRecordsPerSecond,
    double ratio,
    double smallStateRecordsPerSecond,
    double smallStateRatio,
    List<Round> rounds,
    Percentiles stepMicros,
    EndToEnd endToEnd,
    Cpu cpuSecondsPerMillionRecords,
    Parts streamThreadMicros,
    double allocatedBytesPerRecord,
    double stateBytesPerSeries,
    StateParts stateBytesByPart,
    double diskBytesPerSeries,
    double changelogBytesPerSeries,
    double changelogMegabytesPerMillionRecords,
    double observationBytes,
    double forecastBytes,
    long heapBytes,
    Long residentBytes,
    double restoreSeconds,
    double startSeconds) {

  /** Copies the list. */
  public BenchResult {
    rounds = List.copyOf(rounds);
  }

  /**
   * What figures depend on.
   *
   * @param machine processor and system
   * @param jdk the Java runtime
   * @param version of this software
   * @param time when it was measured, ISO-8601
   * @param size of the model
   * @param broker embedded or given
   * @param partitions of the observations
   * @param streamThreads how many
   * @param loadAverage threads that wanted a processor in the last minute, others' too; null where
   *     the system does not say
   */
  public record Circumstances(
      String machine,
      String jdk,
      String version,
      String time,
      String size,
      String broker,
      int partitions,
      int streamThreads,
      Double loadAverage) {}

  /** Records a second of one round. */
  public record Round(
      double recordsPerSecond,
      double passThroughRecordsPerSecond,
      double smallStateRecordsPerSecond) {}

  /** Of a distribution. */
  public record Percentiles(double p50, double p99, double p999) {}

  /**
   * Latency.
   *
   * @param rate records a second that were sent
   * @param p50Millis half are faster
   * @param p99Millis 99 of 100 are faster
   * @param records that were timed
   */
  public record EndToEnd(double rate, double p50Millis, double p99Millis, long records) {}

  /**
   * Processor seconds for a million records.
   *
   * @param streamThread of the whole topology
   * @param clients the application's other threads: producers, heartbeats
   * @param jvmAndStores collector, compiler, RocksDB
   * @param othersHere an embedded broker, and the sender of the records
   * @param process all of them
   * @param passThroughStreamThread the stream thread of the topology that models nothing
   * @param passThroughProcess the whole process with it
   */
  public record Cpu(
      double streamThread,
      double clients,
      double jvmAndStores,
      double othersHere,
      double process,
      double passThroughStreamThread,
      double passThroughProcess) {
    /** What the application itself needs. */
    double application() {
      return streamThread + clients + jvmAndStores;
    }
  }

  /**
   * Microseconds of the stream thread for one record. All but {@code store} are measured on their
   * own on the same bytes; that is what remains.
   *
   * @param decode of the record
   * @param store stores, changelogs, sending, transactions
   * @param stateCodec of the forecaster's state
   * @param forecast one observation taken, and what is to come
   * @param alerts one observation judged, with the codec of their state
   * @param encode of the forecast as an event
   */
  public record Parts(
      double decode,
      double store,
      double stateCodec,
      double forecast,
      double alerts,
      double encode) {}

  /** Bytes of a stored value, by part. */
  public record StateParts(double forecast, double alerts, double frame) {}

  /** As a table. */
  public String text() {
    return BenchTable.of(this);
  }
}
