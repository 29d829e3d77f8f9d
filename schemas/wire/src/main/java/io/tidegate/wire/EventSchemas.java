package io.tidegate.wire;

import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.ObservationEvent;
import java.util.List;
import org.apache.avro.Schema;

/** The schemas of every event type of this version. */
final class EventSchemas {
  static final List<Schema> ALL =
      List.of(
          ObservationEvent.getClassSchema(),
          ForecastEvent.getClassSchema(),
          ModelSnapshot.getClassSchema(),
          ModelDecisionEvent.getClassSchema(),
          ActivationEvent.getClassSchema());

  private EventSchemas() {}
}
