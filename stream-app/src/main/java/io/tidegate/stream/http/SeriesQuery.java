package io.tidegate.stream.http;

import io.javalin.http.Context;
import io.tidegate.stream.view.LiveView;
import io.tidegate.stream.view.SeriesOrder;
import io.tidegate.stream.view.SeriesStanding;
import java.util.List;

/**
 * Which part of which series is asked for, and in what order: {@code q}, {@code sort}, {@code
 * limit} and {@code offset}.
 *
 * @param part what their names have in them, whatever the case
 * @param limit most series of an answer
 * @param offset how many to leave out first
 */
record SeriesQuery(String part, SeriesOrder order, long limit, long offset) {
  private static final int MOST = 500;
  private static final int USUAL = 50;

  static SeriesQuery of(Context context) {
    return new SeriesQuery(
        Query.text(context, "q").orElse(""),
        Query.word(context, "sort", SeriesOrder.values()).orElse(SeriesOrder.NAME),
        Numbers.query(context, "limit", 1, MOST, USUAL),
        Numbers.query(context, "offset", 0, Integer.MAX_VALUE, 0));
  }

  /** All that match, in order. */
  List<SeriesStanding> find(LiveView view) {
    return view.standings(part, order);
  }

  /** The part of them that is asked for. */
  List<SeriesStanding> page(List<SeriesStanding> found) {
    return found.stream().skip(offset).limit(limit).toList();
  }
}
