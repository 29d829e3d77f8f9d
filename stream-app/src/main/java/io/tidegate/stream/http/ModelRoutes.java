package io.tidegate.stream.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.Activations;
import io.tidegate.stream.models.ModelCatalog;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.models.PlanDocument;
import io.tidegate.stream.models.VersionDocument;
import io.tidegate.stream.view.ErrorRatio;
import io.tidegate.stream.view.LiveView;
import io.tidegate.stream.view.PartitionUse;
import io.tidegate.stream.view.Swap;
import io.tidegate.stream.view.Trial;
import io.tidegate.wire.ModelPlan;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** {@code /api/models}: the versions, the plan in force, the swaps, and the trial. */
final class ModelRoutes {
  private final StreamSettings settings;
  private final LiveView view;
  private final ModelRegistry models;

  ModelRoutes(StreamSettings settings, LiveView view, ModelRegistry models) {
    this.settings = settings;
    this.view = view;
    this.models = models;
  }

  /**
   * {@code writable} says whether decisions are taken over HTTP; {@code formerChampion} is what a
   * rollback goes to, null if there is none; {@code refused} are records of the models and the
   * decisions topic that name no version, {@code refusedDecisions} those that are not in force.
   */
  private record Models(
      String model,
      long proposed,
      boolean writable,
      PlanDocument plan,
      Long formerChampion,
      List<PartitionUse> inUse,
      List<VersionDocument> versions,
      List<Stray> refused,
      List<VersionDocument.Decision> refusedDecisions,
      List<SwapJson> swaps,
      TrialJson trial) {}

  private record Stray(String key, String reason) {}

  /** {@code errors} are those after it relative to those before; null where not known yet. */
  private record SwapJson(
      int partition, long version, Long previous, long offset, long time, RatioJson errors) {}

  /** {@code errors} are the challenger's relative to the champion's, paired. */
  private record TrialJson(long challenger, long decided, boolean underWay, RatioJson errors) {}

  /** {@code series} have a ratio, of {@code better} it is below 1; below 1 is better. */
  private record RatioJson(int series, int better, Double ratio, List<GroupJson> groups) {
    /** Steps from {@code fromStep} to the next group's; {@code forecasts} is what it stands on. */
    private record GroupJson(int fromStep, long forecasts, Double ratio) {}

    private static RatioJson of(ErrorRatio errors) {
      return new RatioJson(
          errors.series(),
          errors.better(),
          Numbers.finite(errors.ratio()),
          errors.groups().stream()
              .map(
                  one ->
                      new GroupJson(
                          one.group().first(), one.forecasts(), Numbers.finite(one.ratio())))
              .toList());
    }
  }

  void add(RoutesConfig routes) {
    routes.get("/api/models", this::models);
  }

  private void models(Context context) {
    String name = settings.modelName();
    ModelCatalog catalog =
        ModelCatalog.of(
            name,
            models.entries(),
            Map.of(),
            view.decisions(name),
            Activations.of(view.activations()));
    ModelPlan plan = catalog.plan();
    OptionalLong former = catalog.history().formerChampion();
    context.json(
        new Models(
            name,
            plan.champion(),
            settings.http().write(),
            PlanDocument.of(plan),
            former.isPresent() ? (Long) former.getAsLong() : null,
            view.inUse(),
            catalog.versions().stream().map(VersionDocument::of).toList(),
            strays(catalog),
            catalog.rulings().stream()
                .filter(ruling -> ruling.refusal().isPresent())
                .map(VersionDocument.Decision::of)
                .toList(),
            view.swaps().stream()
                .filter(swap -> swap.modelName().equals(name))
                .map(ModelRoutes::swap)
                .toList(),
            view.trial().map(trial -> trial(trial, plan)).orElse(null)));
  }

  private List<Stray> strays(ModelCatalog catalog) {
    return Stream.concat(
            catalog.strays().stream().map(entry -> new Stray(entry.key(), entry.reason())),
            models.refusals().stream()
                .filter(refusal -> refusal.version() < 0)
                .map(refusal -> new Stray(settings.topics().modelDecisions(), refusal.reason())))
        .toList();
  }

  private static SwapJson swap(Swap swap) {
    return new SwapJson(
        swap.partition(),
        swap.version(),
        swap.previous().orElse(null),
        swap.offset(),
        swap.time(),
        swap.errors().map(RatioJson::of).orElse(null));
  }

  private static TrialJson trial(Trial trial, ModelPlan plan) {
    return new TrialJson(
        trial.challenger(),
        trial.decided(),
        plan.challenger().isPresent() && plan.since() == trial.decided(),
        RatioJson.of(trial.errors()));
  }
}
