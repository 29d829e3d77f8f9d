package io.tidegate.stream.http;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;

/** Numbers in and out: whole ones in queries, and doubles that JSON has no word for. */
final class Numbers {
  private Numbers() {}

  /** The query parameter {@code name}, or {@code otherwise} where it is absent. */
  static long query(Context context, String name, long least, long most, long otherwise) {
    String text = context.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refused(name, least, most, text);
    }
    throw refused(name, least, most, text);
  }

  private static BadRequestResponse refused(String name, long least, long most, String text) {
    return new BadRequestResponse(
        name + " must be a whole number from " + least + " to " + most + ", not " + text + ".");
  }

  /** Null for NaN and the infinities. */
  static Double finite(double number) {
    return Double.isFinite(number) ? (Double) number : null;
  }

  /** The same for each of {@code numbers}. */
  static List<Double> finite(double[] numbers) {
    return Arrays.asList(Arrays.stream(numbers).mapToObj(Numbers::finite).toArray(Double[]::new));
  }
}
