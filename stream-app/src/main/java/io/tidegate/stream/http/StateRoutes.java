package io.tidegate.stream.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.tidegate.stream.instances.Instances;
import io.tidegate.stream.instances.SeriesDocument;
import io.tidegate.stream.view.LatestForecast;
import io.tidegate.stream.view.LiveView;
import java.util.OptionalInt;

/**
 * {@code /api/series/{key}/state}: a series' state as it is now, whichever instance holds it. An
 * instance that asks another is answered from what is here alone, so that no question can go in
 * circles.
 */
public final class StateRoutes {
  private static final String PARTITION = "partition";

  private final Instances instances;
  private final LiveView view;

  /**
   * @param view knows which partition many series are in
   */
  public StateRoutes(Instances instances, LiveView view) {
    this.instances = instances;
    this.view = view;
  }

  /** Adds them. */
  public void add(RoutesConfig routes) {
    routes.get("/api/series/{key}/state", this::state);
  }

  private void state(Context context) {
    String key = context.pathParam("key");
    OptionalInt partition = partition(context, key);
    if (context.header(Instances.ASKED_BY_AN_INSTANCE) != null) {
      int asked =
          partition.orElseThrow(() -> new BadRequestResponse("An instance names the partition."));
      context.json(instances.here(asked, key).orElseThrow(StateRoutes::nobody));
      return;
    }
    SeriesDocument found = instances.find(partition, key).orElseThrow(StateRoutes::nobody);
    if (!found.known()) {
      throw new NotFoundResponse(
          "Partition " + found.partition() + " holds no series " + key + ": it had no record.");
    }
    context.json(found);
  }

  /** As told, or as the view knows: a producer may have chosen it by other rules than Kafka's. */
  private OptionalInt partition(Context context, String key) {
    long told = Numbers.query(context, PARTITION, 0, Integer.MAX_VALUE, -1);
    if (told >= 0) {
      return OptionalInt.of((int) told);
    }
    return view.forecast(key).stream().mapToInt(LatestForecast::sourcePartition).findFirst();
  }

  private static ServiceUnavailableResponse nobody() {
    return new ServiceUnavailableResponse(
        "No instance that can be reached has a copy of this series' partition now; try again, and"
            + " see tidegate.http.advertised and tidegate.standby.replicas.");
  }
}
