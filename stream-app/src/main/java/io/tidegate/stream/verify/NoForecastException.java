package io.tidegate.stream.verify;

/** What is asked for cannot be computed; the message says why, as one sentence. */
public final class NoForecastException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoForecastException(String why) {
    super(why);
  }
}
