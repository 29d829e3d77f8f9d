package io.tidegate.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.NewerFormatException;
import io.tidegate.kernel.model.Size;
import io.tidegate.stream.config.SoftwareVersion;
import io.tidegate.wire.ModelPlan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final ModelPlan CHALLENGED =
      new ModelPlan(11, 11, 7, OptionalLong.of(8), .25, true, false);
  private static final Ledger.Lookout NOTHING = Ledger.Lookout.NOTHING;
  private static final Ledger BOOKS = books(Optional.of(CHALLENGED), Size.LEAN);

  /** What the third format wrote of these books after its tag, and what the fourth added. */
  private static final String THIRD =
      "07000000000000000b000000000000000800000000000000000000000000d03f06000000"
          + "000000000500000000000000040000000000000003000000000000000200000000000000"
          + "0a000000000000000100000000000000080000000000000009000000000000000c000000"
          + "000000000d0000000000000003";

  private static final String FOURTH =
      "0e000000000000000f000000000000001000000000000000110000000000000012000000"
          + "000000001300000000000000";

  private static Ledger books(Optional<ModelPlan> plan, Size size) {
    return books(plan, size, 20);
  }

  private static Ledger books(Optional<ModelPlan> plan, Size size, long changes) {
    return new Ledger(
        plan,
        6,
        5,
        4,
        3,
        2,
        10,
        14,
        15,
        changes,
        1,
        8,
        9,
        12,
        13,
        size,
        new Ledger.Lookout(16, 17, 18, 19));
  }

  @Test
  void whatIsWrittenIsRead() {
    assertThat(Ledger.decode(BOOKS.encode())).isEqualTo(BOOKS);
    assertThat(Ledger.decode(Ledger.EMPTY.encode())).isEqualTo(Ledger.EMPTY);
    Ledger undecided = books(Optional.of(ModelPlan.undecided(0)), Size.STANDARD);
    assertThat(Ledger.decode(undecided.encode())).isEqualTo(undecided);
  }

  @Test
  void booksOfTheFirstFormatHaveNoKnownFutureAndModelsOfTheStandardSize() {
    ByteBuffer first = ByteBuffer.allocate(73).order(ByteOrder.LITTLE_ENDIAN).put((byte) 1);
    for (long number = 1; number <= 9; number++) {
      first.putLong(number);
    }
    assertThat(Ledger.decode(first.array()))
        .isEqualTo(
            new Ledger(
                Optional.of(ModelPlan.undecided(1)),
                2,
                3,
                4,
                5,
                6,
                0,
                0,
                0,
                0,
                7,
                8,
                9,
                0,
                -1,
                Size.STANDARD,
                NOTHING));
  }

  @Test
  void booksOfTheSecondFormatHaveNoChallengerAndAnyDecisionIsNewer() {
    ByteBuffer second = ByteBuffer.allocate(82).order(ByteOrder.LITTLE_ENDIAN).put((byte) 2);
    for (long number = 1; number <= 10; number++) {
      second.putLong(number);
    }
    second.put((byte) 1);
    assertThat(Ledger.decode(second.array()))
        .isEqualTo(
            new Ledger(
                Optional.of(ModelPlan.undecided(1)),
                2,
                3,
                4,
                5,
                6,
                7,
                0,
                0,
                0,
                8,
                9,
                10,
                0,
                -1,
                Size.LEAN,
                NOTHING));
  }

  @Test
  void booksOfTheThirdFormatHaveNoFeedbackNoTicksAndNoTime() {
    byte[] third = HexFormat.of().parseHex("03" + THIRD);
    assertThat(Ledger.decode(third))
        .isEqualTo(
            new Ledger(
                Optional.of(CHALLENGED),
                6,
                5,
                4,
                3,
                2,
                10,
                0,
                0,
                0,
                1,
                8,
                9,
                12,
                13,
                Size.LEAN,
                NOTHING));
  }

  @Test
  void booksOfTheFourthFormatHaveNoChangesOfSeries() {
    byte[] fourth = HexFormat.of().parseHex("04" + THIRD + FOURTH);
    assertThat(Ledger.decode(fourth)).isEqualTo(books(Optional.of(CHALLENGED), Size.LEAN, 0));
    assertThat(Ledger.writer(fourth)).isEmpty();
  }

  @Test
  void theVersionOfTheSoftwareThatWroteThemIsToldOfBooksOfANewerFormatToo() {
    byte[] bytes = BOOKS.encode();
    assertThat(Ledger.writer(bytes)).contains(SoftwareVersion.NAME);
    byte[] newer = HexFormat.of().parseHex("06" + "05" + "392e392e39" + "00112233");
    assertThat(Ledger.writer(newer)).contains("9.9.9");
    assertThatThrownBy(() -> Ledger.decode(newer))
        .isInstanceOf(NewerFormatException.class)
        .hasMessageContaining("by Tidegate 9.9.9", "format 6", "reads formats up to 5");
  }

  @Test
  void theTimeThatAPartitionHasComeToNeverFalls() {
    LedgerEntries first = new LedgerEntries(0);
    first.reached(1_000);
    first.reached(500);
    LedgerEntries second = new LedgerEntries(1);
    second.reached(700);
    assertThat(second.addTo(first.addTo(Ledger.EMPTY)).lookout().time()).isEqualTo(1_000);
    assertThat(new LedgerEntries(0).addTo(Ledger.EMPTY).lookout()).isEqualTo(NOTHING);
  }

  @Test
  void aChallengerThatComesOrGoesLeavesTheChampionSinceItsOwnOffset() {
    ModelPlan alone = new ModelPlan(12, 12, 7, OptionalLong.empty(), 0, false, false);
    assertThat(BOOKS.activated(alone, 50).since()).isEqualTo(6);
    ModelPlan promoted = new ModelPlan(13, 13, 8, OptionalLong.of(7), .25, true, false);
    assertThat(BOOKS.activated(promoted, 50).since()).isEqualTo(50);
  }

  @Test
  void ofModelsOfAnotherSizeNoVersionIsInUse() {
    assertThat(BOOKS.ofSize(Size.LEAN)).isEqualTo(BOOKS);
    assertThat(BOOKS.ofSize(Size.STANDARD)).isEqualTo(books(Optional.empty(), Size.STANDARD));
  }

  @Test
  void whatIsNoLedgerIsRefused() {
    byte[] bytes = BOOKS.encode();
    assertThatThrownBy(() -> Ledger.decode(Arrays.copyOf(bytes, 40)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("40 bytes");
    bytes[0] = 0;
    assertThatThrownBy(() -> Ledger.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format");
  }

  @Test
  void anObservationThatWasParkedIsAcceptedOnce() {
    LedgerEntries parking = new LedgerEntries(10);
    parking.parked();
    LedgerEntries confirming = new LedgerEntries(11);
    confirming.accepted(10);
    confirming.accepted(11);
    Ledger after = confirming.addTo(parking.addTo(Ledger.EMPTY));
    assertThat(after.accepted()).isEqualTo(2);
    assertThat(after.parked()).isZero();
    assertThat(after.next()).isEqualTo(12);
  }
}
