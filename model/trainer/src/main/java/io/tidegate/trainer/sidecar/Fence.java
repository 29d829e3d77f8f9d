package io.tidegate.trainer.sidecar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds the transactional id of a model's trainers. Kafka lets the newest one have it, and
 * tells an older one only when it writes; this asks before that. Thread-safe.
 */
final class Fence {
  private static final Logger LOG = LoggerFactory.getLogger(Fence.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Optional<Admin> admin;
  private final String transactionalId;
  private final String model;
  private Holder own;

  /** The id under one epoch: each trainer that takes it has a later one, or another producer id. */
  private record Holder(long producerId, int epoch) {}

  /** Uses the id. */
  @FunctionalInterface
  interface Transaction {
    void run() throws InterruptedException;
  }

  /**
   * Nothing is asked yet.
   *
   * @param admin empty: nobody is asked, and only Kafka's refusal of a transaction tells
   */
  Fence(Optional<Admin> admin, String transactionalId, String model) {
    this.admin = admin;
    this.transactionalId = transactionalId;
    this.model = model;
  }

  /**
   * Takes the id over and says so.
   *
   * @param taking fences every older trainer
   */
  synchronized void take(Runnable taking) {
    Optional<Holder> before = holder();
    taking.run();
    own = holder().orElse(null);
    if (before.isPresent()) {
      LOG.info(
          "took over the transactional id {} of model {} from an earlier trainer: if that one still"
              + " runs, it is fenced from now on and ends",
          transactionalId,
          model);
    } else {
      LOG.info(
          "the transactional id {} of model {} is this trainer's: any other that runs is fenced",
          transactionalId,
          model);
    }
  }

  /** Carries out a transaction of this trainer's, after which the epoch may be a later one. */
  synchronized void in(Transaction transaction) throws InterruptedException {
    try {
      transaction.run();
    } finally {
      Optional<Holder> now = own == null ? Optional.empty() : holder();
      if (now.isPresent() && isNext(now.get())) {
        own = now.get();
      }
    }
  }

  /**
   * Since transactions of version 2 (KIP-890) each one that ends moves the epoch on by one; where
   * it is at its greatest, a new producer id begins.
   */
  private boolean isNext(Holder now) {
    return now.producerId() == own.producerId() ? now.epoch() <= own.epoch() + 1 : now.epoch() == 0;
  }

  /** What ends an older trainer. */
  TakenOverException takenOver(Throwable cause) {
    return new TakenOverException(model, cause);
  }

  /** Whether another trainer holds the id; false while nobody can tell. */
  synchronized boolean isLost() {
    return own != null && holder().filter(now -> !now.equals(own)).isPresent();
  }

  /** Empty if nobody ever had the id, or the cluster does not tell. */
  private Optional<Holder> holder() {
    if (admin.isEmpty()) {
      return Optional.empty();
    }
    try {
      TransactionDescription found =
          admin
              .get()
              .describeTransactions(List.of(transactionalId))
              .description(transactionalId)
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(new Holder(found.producerId(), found.producerEpoch()));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
        LOG.debug("cannot see who holds {}", transactionalId, e.getCause());
      }
    } catch (TimeoutException | KafkaException e) {
      LOG.debug("cannot see who holds {}", transactionalId, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }
}
