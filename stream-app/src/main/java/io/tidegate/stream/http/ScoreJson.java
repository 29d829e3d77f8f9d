package io.tidegate.stream.http;

import io.tidegate.stream.view.Measure;
import io.tidegate.stream.view.Scoreboard;
import io.tidegate.stream.view.StepScore;
import java.util.List;

/**
 * Errors at one step as the API gives them.
 *
 * @param seasonal null before enough pairs know a season
 */
record ScoreJson(
    int step, int pairs, ErrorJson forecast, ErrorJson persistence, ErrorJson seasonal) {

  /** Mean absolute and root mean square error; null where not finite. */
  record ErrorJson(Double mae, Double rmse) {
    static ErrorJson of(Measure measure) {
      return new ErrorJson(
          Numbers.finite(measure.meanAbsolute()), Numbers.finite(measure.rootMeanSquare()));
    }
  }

  static List<ScoreJson> of(Scoreboard scoreboard) {
    return scoreboard.steps().stream().map(ScoreJson::of).toList();
  }

  private static ScoreJson of(StepScore score) {
    return new ScoreJson(
        score.step(),
        score.pairs(),
        ErrorJson.of(score.forecast()),
        ErrorJson.of(score.persistence()),
        score.seasonal().map(ErrorJson::of).orElse(null));
  }
}
