package io.tidegate.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The structure of the dashboard's file; no Grafana is run. */
class DashboardTest {
  private static final Path FOLDER = Path.of("../docker/grafana");
  private static final int COLUMNS = 24;

  private JsonNode dashboard;
  private List<JsonNode> panels;

  @BeforeEach
  void read() throws IOException {
    dashboard = new ObjectMapper().readTree(FOLDER.resolve("dashboards/tidegate.json").toFile());
    panels = StreamSupport.stream(dashboard.get("panels").spliterator(), false).toList();
  }

  @Test
  void panelsHaveNumbersTitlesUnitsAndAPlaceOfTheirOwn() {
    Set<Integer> numbers = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : panels) {
      String title = panel.get("title").asText();
      assertThat(numbers.add(panel.get("id").asInt())).as("the number of " + title).isTrue();
      JsonNode place = panel.get("gridPos");
      int right = place.get("x").asInt() + place.get("w").asInt();
      assertThat(right).as("the right end of " + title).isLessThanOrEqualTo(COLUMNS);
      for (int x = place.get("x").asInt(); x < right; x++) {
        for (int y = 0; y < place.get("h").asInt(); y++) {
          assertThat(cells.add(List.of(x, place.get("y").asInt() + y)))
              .as(title + " covers another panel")
              .isTrue();
        }
      }
      if (!panel.get("type").asText().equals("row")) {
        assertThat(panel.get("description").asText()).as(title).isNotBlank();
        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
      }
    }
  }

  @Test
  void everyQueryAsksTheDataSourceThatIsProvisioned() throws IOException {
    JsonNode sources =
        new ObjectMapper(new YAMLFactory())
            .readTree(FOLDER.resolve("provisioning/datasources/prometheus.yml").toFile());
    String uid = sources.at("/datasources/0/uid").asText();
    List<JsonNode> asked = new ArrayList<>(dashboard.findValues("datasource"));
    assertThat(asked).hasSizeGreaterThan(20).allMatch(one -> one.get("uid").asText().equals(uid));
  }

  @Test
  void everyQueryOfAPanelHasALetterOfItsOwn() {
    for (JsonNode panel : panels) {
      List<String> letters = panel.path("targets").findValuesAsText("refId");
      assertThat(letters).as(panel.get("title").asText()).doesNotHaveDuplicates();
    }
  }
}
