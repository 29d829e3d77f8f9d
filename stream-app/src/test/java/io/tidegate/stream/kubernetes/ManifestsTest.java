package io.tidegate.stream.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.TopicCreation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** The manifests against the classes of Kubernetes' and Strimzi's API, and against the code. */
class ManifestsTest {
  private static final StatefulSet STREAM = Manifests.of(StatefulSet.class).get(0);
  private static final Deployment TRAINER = Manifests.of(Deployment.class).get(0);

  private static List<PodSpec> pods() {
    return List.of(
        STREAM.getSpec().getTemplate().getSpec(), TRAINER.getSpec().getTemplate().getSpec());
  }

  private static Container streamApp() {
    return STREAM.getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  @Test
  void everyResourceIsOneOfItsApiWithoutAMemberThatTheApiDoesNotKnow() {
    assertThat(Manifests.all()).hasSizeGreaterThan(15);
  }

  @Test
  void noProcessIsRootOrCanWriteBesideItsVolumesOrGainRights() {
    for (PodSpec pod : pods()) {
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      SecurityContext container = pod.getContainers().get(0).getSecurityContext();
      assertThat(container.getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getAllowPrivilegeEscalation()).isFalse();
      assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    }
  }

  @Test
  void whatIsMountedIsThereAndWhatIsChosenIsLabelled() {
    for (PodSpec pod : pods()) {
      List<String> volumes =
          Stream.concat(
                  pod.getVolumes().stream().map(volume -> volume.getName()),
                  STREAM.getSpec().getVolumeClaimTemplates().stream()
                      .map(claim -> claim.getMetadata().getName()))
              .toList();
      pod.getContainers()
          .get(0)
          .getVolumeMounts()
          .forEach(mount -> assertThat(volumes).contains(mount.getName()));
    }
    Map<String, String> labels = STREAM.getSpec().getTemplate().getMetadata().getLabels();
    Manifests.of(Service.class)
        .forEach(
            service -> assertThat(labels).containsAllEntriesOf(service.getSpec().getSelector()));
    assertThat(labels)
        .containsAllEntriesOf(STREAM.getSpec().getSelector().getMatchLabels())
        .containsAllEntriesOf(
            Manifests.of(PodDisruptionBudget.class)
                .get(0)
                .getSpec()
                .getSelector()
                .getMatchLabels());
    assertThat(Manifests.of(Service.class))
        .extracting(service -> service.getMetadata().getName())
        .contains(STREAM.getSpec().getServiceName());
  }

  @Test
  void theProbesAskWhatTheApplicationAnswers() {
    assertThat(
            Stream.of(
                    streamApp().getStartupProbe(),
                    streamApp().getLivenessProbe(),
                    streamApp().getReadinessProbe())
                .map(Probe::getHttpGet)
                .map(get -> get.getPath()))
        .containsExactly("/health/live", "/health/live", "/health/ready");
    assertThat(streamApp().getPorts().get(0).getContainerPort())
        .isEqualTo(StreamSettings.load(null, Map.of(), Map.of()).http().port());
  }

  @Test
  void everySettingIsAKeyOfTheApplication() {
    Map<String, String> environment = new TreeMap<>(Manifests.settings());
    for (EnvVar variable : streamApp().getEnv()) {
      environment.put(variable.getName(), String.valueOf(variable.getValue()));
    }
    StreamSettings settings = StreamSettings.load(null, environment, Map.of());
    assertThat(settings.applicationId()).isEqualTo("tidegate-stream");
    assertThat(settings.kafka()).containsEntry("security.protocol", "SASL_SSL");
  }

  @Test
  void everySecretIsThatOfAUser() {
    List<String> users =
        Manifests.ofStrimzi("KafkaUser").stream().map(Manifests.Resource::name).toList();
    assertThat(pods())
        .flatExtracting(pod -> pod.getContainers().get(0).getEnv())
        .filteredOn(variable -> variable.getValueFrom() != null)
        .extracting(variable -> variable.getValueFrom().getSecretKeyRef().getName())
        .hasSize(2)
        .isSubsetOf(users);
  }

  @Test
  void theTopicsAreThoseThatTheCommandMakes() {
    StreamSettings settings = StreamSettings.load(null, Map.of(), Map.of());
    Map<String, Map<String, String>> made =
        TopicCreation.wanted(settings.topics(), 12, (short) 3).stream()
            .collect(Collectors.toMap(NewTopic::name, ManifestsTest::settingsOf));
    Map<String, Map<String, String>> declared =
        Manifests.ofStrimzi("KafkaTopic").stream()
            .collect(Collectors.toMap(Manifests.Resource::name, ManifestsTest::settingsOf));
    assertThat(declared).isEqualTo(made);
  }

  private static Map<String, String> settingsOf(NewTopic topic) {
    Map<String, String> settings = new TreeMap<>(topic.configs());
    settings.put("partitions", String.valueOf(topic.numPartitions()));
    return settings;
  }

  private static Map<String, String> settingsOf(Manifests.Resource topic) {
    Map<String, String> settings = new TreeMap<>();
    topic
        .document()
        .at("/spec/config")
        .properties()
        .forEach(one -> settings.put(one.getKey(), one.getValue().asText()));
    // Of the cluster, not of ours.
    settings.remove("min.insync.replicas");
    settings.put("partitions", topic.document().at("/spec/partitions").asText());
    return settings;
  }
}
