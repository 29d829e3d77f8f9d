package io.tidegate.stream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidegate.stream.models.Ancestor;
import io.tidegate.stream.models.CatalogVersion;
import io.tidegate.stream.models.ModelCatalog;
import io.tidegate.stream.models.PlanDocument;
import io.tidegate.stream.models.VersionDocument;
import java.util.List;

/** Model versions as JSON. Times are milliseconds since 1970; what is not known is null. */
final class ModelsJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ModelsJson() {}

  private record Listing(
      String model,
      PlanDocument plan,
      List<VersionDocument> versions,
      List<Stray> refused,
      List<VersionDocument.Decision> refusedDecisions) {}

  private record Shown(String model, VersionDocument version, List<Parent> chain) {}

  private record Stray(String key, String reason) {}

  private record Parent(long version, String sha256, String standing) {}

  static String list(String name, ModelCatalog catalog) {
    return write(
        new Listing(
            name,
            PlanDocument.of(catalog.plan()),
            catalog.versions().stream().map(VersionDocument::of).toList(),
            catalog.strays().stream().map(entry -> new Stray(entry.key(), entry.reason())).toList(),
            catalog.rulings().stream()
                .filter(ruling -> ruling.refusal().isPresent())
                .map(VersionDocument.Decision::of)
                .toList()));
  }

  static String show(String name, CatalogVersion version, List<Ancestor> chain) {
    return write(
        new Shown(
            name,
            VersionDocument.of(version),
            chain.stream()
                .map(link -> new Parent(link.version(), link.sha256(), link.standing().name()))
                .toList()));
  }

  private static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
