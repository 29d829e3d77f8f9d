package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is usual at a time: the profile of the season and what the second season adds to it,
 * relative to the series' base.
 */
final class UsualValues {
  private final Season season;
  private final Profile profile;
  private final SecondSeason second;

  /** Nothing seen. */
  UsualValues(Season season) {
    this(season, new Profile(season), new SecondSeason(season));
  }

  private UsualValues(Season season, Profile profile, SecondSeason second) {
    this.season = season;
    this.profile = profile;
    this.second = second;
  }

  Season season() {
    return season;
  }

  /** Whether what was learnt serves another season too. */
  boolean serves(Season other) {
    return season.slots() == other.slots() && season.setting() == other.setting();
  }

  /** The same with another season that it {@link #serves}. */
  UsualValues with(Season other) {
    return new UsualValues(other, profile, second);
  }

  /** The usual value of a row; NaN while unknown. */
  float at(long row, long time, Recipe recipe) {
    if (season.slots() == 0 || !recipe.has(Part.PROFILE)) {
      return Float.NaN;
    }
    int slot = season.slotOf(row, time, recipe.calendar());
    if (!profile.knows(slot, season)) {
      return Float.NaN;
    }
    boolean adds = season.secondBins() > 0 && recipe.has(Part.SECOND_SEASON);
    float more = adds ? second.value(season.placeOf(time, recipe.calendar())) : 0;
    return profile.value(slot) + more;
  }

  /**
   * The usual values of a row and of those after it.
   *
   * @param values [rows], written; NaN while unknown
   */
  void ahead(long row, long time, long stepMillis, Recipe recipe, float[] values) {
    if (season.slots() == 0 || !recipe.has(Part.PROFILE)) {
      Arrays.fill(values, Float.NaN);
      return;
    }
    boolean adds = season.secondBins() > 0 && recipe.has(Part.SECOND_SEASON);
    Season.Places places = season.places(row, time, stepMillis, recipe.calendar());
    for (int i = 0; i < values.length; i++) {
      int slot = places.slot();
      float more = adds ? second.value(places.secondPlace()) : 0;
      values[i] = profile.knows(slot, season) ? profile.value(slot) + more : Float.NaN;
      places.advance();
    }
  }

  /** Learns the value of an observed row; {@code scale} is the series'. */
  void learn(long row, long time, double x, double scale, Recipe recipe) {
    if (season.slots() == 0) {
      return;
    }
    int slot = season.slotOf(row, time, recipe.calendar());
    if (season.secondBins() > 0 && profile.knows(slot, season)) {
      int bin = (int) season.placeOf(time, recipe.calendar());
      second.update(bin, x - profile.value(slot), scale);
    }
    profile.update(slot, x, season);
  }

  /** Counts a row that was filled in: time passed, nothing was learnt. */
  void skip() {
    profile.skip();
  }

  Profile profile() {
    return profile;
  }

  SecondSeason second() {
    return second;
  }

  int bytesOfProfile() {
    return profile.bytes();
  }

  int bytesOfSecondSeason() {
    return second.bytes();
  }

  void write(ByteBuffer out) {
    profile.write(out);
    second.write(out);
  }

  static UsualValues read(ByteBuffer in, Season season) {
    return new UsualValues(season, Profile.read(in, season), SecondSeason.read(in, season));
  }

  static UsualValues readFormat2(ByteBuffer in, Season season) {
    return new UsualValues(season, Profile.readFormat2(in, season), new SecondSeason(season));
  }
}
