package io.tidegate.trainer.backtest;

import java.util.ArrayList;
import java.util.List;

/** What the first forecasts of the series that were started anew in mid-stream were worth. */
final class Newcomers {
  private final List<Track> tracks;

  /** Of tracks that all have a newcomer. */
  Newcomers(List<Track> tracks) {
    this.tracks = tracks;
  }

  /** Places in {@link Newcomer#RECORDS} that hold more origins than the place before. */
  List<Integer> places() {
    List<Integer> places = new ArrayList<>();
    int before = 0;
    for (int records = 0; records < Newcomer.RECORDS.size(); records++) {
      int origins = origins(records, 0);
      if (origins > before) {
        places.add(records);
      }
      before = origins;
    }
    return places;
  }

  /** Scored origins of all series together. */
  int origins(int records, int i) {
    return tracks.stream().mapToInt(track -> track.newcomer().origins(records, i)).sum();
  }

  /** Of one series. */
  Figures figures(Contender who, Track track, int records, int i) {
    return track.newcomer().sums(who, records, i).figures(track.yardstick());
  }

  /** The mean over series. */
  Figures figures(Contender who, int records, int i) {
    return Figures.mean(tracks.stream().map(track -> figures(who, track, records, i)).toList());
  }
}
