package io.tidegate.stream.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The manifests for Kubernetes, read as its API would. */
final class Manifests {
  private static final Path FOLDER = Path.of("../docker/kubernetes");

  /**
   * Strimzi's by name, as the compiler warns of classes whose annotations it cannot see, and these
   * are not published.
   */
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "v1/ConfigMap", ConfigMap.class,
          "v1/Service", Service.class,
          "apps/v1/Deployment", Deployment.class,
          "apps/v1/StatefulSet", StatefulSet.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
          "kafka.strimzi.io/v1/KafkaTopic", strimzi("topic.KafkaTopic"),
          "kafka.strimzi.io/v1/KafkaUser", strimzi("user.KafkaUser"));

  /** Unknown members are errors, though the classes would keep them. */
  private static final ObjectMapper STRICT =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              });

  private Manifests() {}

  private static Class<?> strimzi(String name) {
    try {
      return Class.forName("io.strimzi.api.kafka.model." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A resource.
   *
   * @param document as it is written
   * @param read as its API reads it
   */
  record Resource(JsonNode document, Object read) {
    String name() {
      return document.at("/metadata/name").asText();
    }
  }

  /** Every resource of every file. */
  static List<Resource> all() {
    List<Resource> resources = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).sorted().toList()) {
        try (MappingIterator<JsonNode> documents =
            STRICT.readerFor(JsonNode.class).readValues(file.toFile())) {
          while (documents.hasNext()) {
            resources.add(read(file, documents.next()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return resources;
  }

  private static Resource read(Path file, JsonNode document) throws IOException {
    String kind = document.path("apiVersion").asText() + "/" + document.path("kind").asText();
    if (!KINDS.containsKey(kind)) {
      throw new AssertionError(file + " holds a " + kind + ", which is not checked");
    }
    return new Resource(document, STRICT.treeToValue(document, KINDS.get(kind)));
  }

  /** Those of a kind of Kubernetes' own. */
  static <T> List<T> of(Class<T> kind) {
    return all().stream().map(Resource::read).filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Those of a kind of Strimzi's. */
  static List<Resource> ofStrimzi(String kind) {
    return all().stream()
        .filter(resource -> resource.document().get("kind").asText().equals(kind))
        .toList();
  }

  /** The settings that every process is given, by variable. */
  static Map<String, String> settings() {
    return of(ConfigMap.class).get(0).getData();
  }
}
