package io.tidegate.stream.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidegate.stream.topology.RefusedRecordException;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** One JSON document a record. */
final class JsonFormat implements InputFormat {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  @Override
  public Optional<Fields> read(String topic, Headers headers, byte[] value) {
    JsonNode root;
    try {
      root = JSON.readValue(value);
    } catch (JsonProcessingException e) {
      throw RefusedRecordException.at(
          FieldPath.WHOLE.text(),
          "a JSON document",
          e.getOriginalMessage() + " in " + Shown.beginningOf(value));
    } catch (IOException e) {
      throw RefusedRecordException.at(FieldPath.WHOLE.text(), "a JSON document", e.getMessage());
    }
    if (root == null || root.isMissingNode()) {
      throw RefusedRecordException.at(FieldPath.WHOLE.text(), "a JSON document", "no bytes");
    }
    return Optional.of(new JsonFields(root));
  }
}
