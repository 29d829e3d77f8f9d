package io.tidegate.stream.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a field stands in a record: names with full stops between them, and the index of an element
 * in brackets, from 0, as in {@code readings[0].value}; {@code $} is the whole record. Immutable.
 *
 * @param text as written
 * @param steps from the record inwards; none for the whole record
 */
public record FieldPath(String text, List<Step> steps) {
  /** The whole record. */
  public static final FieldPath WHOLE = new FieldPath("$", List.of());

  private static final Pattern PART = Pattern.compile("([^.\\[\\]]+)((?:\\[\\d{1,9}])*)");
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

  /** One step inwards. */
  public sealed interface Step {}

  /** To the field of that name. */
  public record Name(String name) implements Step {}

  /** To the element at that index. */
  public record Index(int index) implements Step {}

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException with a sentence about a text that is none
   */
  public static FieldPath of(String text) {
    if (text.equals(WHOLE.text)) {
      return WHOLE;
    }
    List<Step> steps = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "expected a path such as meta.at or readings[0].value, found '" + text + "'");
      }
      steps.add(new Name(matcher.group(1)));
      Matcher index = INDEX.matcher(matcher.group(2));
      while (index.find()) {
        steps.add(new Index(Integer.parseInt(index.group(1))));
      }
    }
    boolean fromWhole = steps.get(0).equals(new Name(WHOLE.text));
    return new FieldPath(text, List.copyOf(fromWhole ? steps.subList(1, steps.size()) : steps));
  }

  /** The path of the field {@code name} in what is here. */
  FieldPath field(String name) {
    return of(steps.isEmpty() ? name : text + "." + name);
  }

  /** The path of the element at {@code index} of what is here. */
  FieldPath element(int index) {
    List<Step> further = new ArrayList<>(steps);
    further.add(new Index(index));
    return new FieldPath(text + "[" + index + "]", List.copyOf(further));
  }

  @Override
  public String toString() {
    return text;
  }
}
