package io.tidegate.wire;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.FeedbackEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.schema.SeriesChangeEvent;
import io.tidegate.schema.SeriesStateSnapshot;
import io.tidegate.schema.TickEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * The schemas of every event type: those of this version and those that released versions wrote.
 *
 * <p>A released schema is the resource {@code history/VERSION/NAME.avsc}, complete in itself. It
 * never changes and never goes, so that whatever a version wrote stays readable.
 */
final class EventSchemas {
  /** The version under which the schemas in use stand in the history. */
  static final String VERSION = "0.2";

  /** Every version that the history holds, oldest first. */
  static final List<String> VERSIONS = List.of("0.1", VERSION);

  /** What this version writes, and reads into. */
  static final List<Schema> ALL =
      List.of(
          ObservationEvent.getClassSchema(),
          KnownFutureEvent.getClassSchema(),
          FeedbackEvent.getClassSchema(),
          TickEvent.getClassSchema(),
          SeriesChangeEvent.getClassSchema(),
          ForecastEvent.getClassSchema(),
          AlertEvent.getClassSchema(),
          AccuracyEvent.getClassSchema(),
          ModelSnapshot.getClassSchema(),
          ModelDecisionEvent.getClassSchema(),
          ActivationEvent.getClassSchema(),
          SeriesStateSnapshot.getClassSchema());

  /** Avro instantiates only classes that it was told to trust. */
  private static final ClassSecurityPredicate TRUSTED =
      type -> type.getPackageName().equals(ObservationEvent.class.getPackageName());

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), TRUSTED));
  }

  private EventSchemas() {}

  /** Makes Avro trust the events' classes, in whichever serde it works. */
  static void trust() {
    // The static initialiser has done it, once.
  }

  /** What the versions of the history wrote, oldest first. */
  static List<Schema> history() {
    List<Schema> written = new ArrayList<>();
    for (String version : VERSIONS) {
      for (Schema schema : ALL) {
        String resource = "history/" + version + "/" + schema.getName() + ".avsc";
        try (InputStream in = EventSchemas.class.getResourceAsStream(resource)) {
          if (in != null) {
            written.add(new Schema.Parser().parse(in));
          }
        } catch (IOException e) {
          throw new UncheckedIOException("cannot read resource " + resource, e);
        }
      }
    }
    return written;
  }
}
