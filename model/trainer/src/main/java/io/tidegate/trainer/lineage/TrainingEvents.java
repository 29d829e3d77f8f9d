package io.tidegate.trainer.lineage;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;

/** Is told of every retraining. Neither throws nor waits for anybody. */
public interface TrainingEvents extends AutoCloseable {
  /** Tells nobody. */
  TrainingEvents NONE =
      new TrainingEvents() {
        @Override
        public void started(TrainingRun run) {}

        @Override
        public void ended(TrainingRun run, ModelDecisionEvent decision, ModelSnapshot snapshot) {}

        @Override
        public void failed(TrainingRun run, String reason) {}

        @Override
        public void stopped(TrainingRun run) {}

        @Override
        public void close() {}
      };

  /** It begins. */
  void started(TrainingRun run);

  /**
   * There is a decision, and it is written.
   *
   * @param snapshot what was published; null unless promoted
   */
  void ended(TrainingRun run, ModelDecisionEvent decision, ModelSnapshot snapshot);

  /** It ended without a decision. */
  void failed(TrainingRun run, String reason);

  /** It was given up, because the sidecar is to end. */
  void stopped(TrainingRun run);

  /** Sends what is left, in bounded time. */
  @Override
  void close();
}
