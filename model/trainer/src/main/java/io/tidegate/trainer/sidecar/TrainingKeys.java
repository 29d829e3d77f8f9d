package io.tidegate.trainer.sidecar;

import io.tidegate.wire.Configuration;
import io.tidegate.wire.SeriesKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which keys the weights depend on: all but those that say where things are, when to retrain, and
 * what to do with a candidate. So a new key is recorded unless it is named here.
 */
final class TrainingKeys {
  private static final List<String> OTHERS =
      List.of(
          "tidegate.topics.",
          "tidegate.topic.",
          "tidegate.serde",
          SeriesKeys.MODEL_NAME,
          TrainerKeys.PERIOD,
          TrainerKeys.MIN_OBSERVATIONS,
          TrainerKeys.EVERY_OBSERVATIONS,
          TrainerKeys.SPAN,
          GateKeys.PREFIX,
          GateKeys.REJECT_ABOVE,
          TrainerKeys.RETRY_BACKOFF,
          TrainerKeys.FIT_MEMORY,
          TrainerKeys.NICE,
          TrainerKeys.GROUP,
          DriftKeys.DRIFT,
          ChallengeKeys.LIVE,
          ChallengeKeys.WATCH,
          ChallengeKeys.CHALLENGE,
          LineageKeys.PREFIX);

  private TrainingKeys() {}

  static SortedMap<String, String> of(Configuration configuration) {
    SortedMap<String, String> keys = new TreeMap<>(configuration.effective());
    keys.keySet().removeIf(key -> OTHERS.stream().anyMatch(key::startsWith));
    return keys;
  }

  /**
   * What keeps these settings from training as the recorded ones did.
   *
   * @return the first key that differs, with both values and what to do; empty: nothing
   */
  static Optional<String> difference(TrainerSettings here, Map<String, String> recorded) {
    SortedMap<String, String> present = here.training();
    for (Map.Entry<String, String> then : new TreeMap<>(recorded).entrySet()) {
      String now = present.remove(then.getKey());
      if (now == null) {
        return Optional.of(
            then.getKey() + " was " + then.getValue() + ", and is no key of this version");
      }
      if (!now.equals(then.getValue())) {
        return Optional.of(
            String.format(
                "%s was %s, and is %s here: add --set '%s=%s'",
                then.getKey(), then.getValue(), now, then.getKey(), plain(then.getValue())));
      }
    }
    return newer(present);
  }

  /** Keys that were not there yet must be at their defaults: only these can mean what was done. */
  private static Optional<String> newer(SortedMap<String, String> present) {
    Map<String, ConfigDef.ConfigKey> keys = TrainerSettings.definition().configKeys();
    return present.entrySet().stream()
        .filter(one -> !one.getValue().equals(String.valueOf(keys.get(one.getKey()).defaultValue)))
        .findFirst()
        .map(
            one ->
                one.getKey()
                    + " was not known then, and is "
                    + one.getValue()
                    + " here: leave it out");
  }

  /** A list as it is given, without the brackets in which it is shown. */
  private static String plain(String value) {
    return value.startsWith("[") && value.endsWith("]")
        ? value.substring(1, value.length() - 1).replace(", ", ",")
        : value;
  }
}
