package io.tidegate.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Ledger BOOKS = new Ledger(7, 6, 5, 4, 3, 2, 10, 1, 8, 9, Size.LEAN);

  @Test
  void whatIsWrittenIsRead() {
    assertThat(Ledger.decode(BOOKS.encode())).isEqualTo(BOOKS);
  }

  @Test
  void booksOfTheFirstFormatHaveNoKnownFutureAndModelsOfTheStandardSize() {
    ByteBuffer first = ByteBuffer.allocate(73).order(ByteOrder.LITTLE_ENDIAN).put((byte) 1);
    for (long number = 1; number <= 9; number++) {
      first.putLong(number);
    }
    assertThat(Ledger.decode(first.array()))
        .isEqualTo(new Ledger(1, 2, 3, 4, 5, 6, 0, 7, 8, 9, Size.STANDARD));
  }

  @Test
  void ofModelsOfAnotherSizeNoVersionIsInUse() {
    assertThat(BOOKS.ofSize(Size.LEAN)).isEqualTo(BOOKS);
    assertThat(BOOKS.ofSize(Size.STANDARD))
        .isEqualTo(new Ledger(-1, 6, 5, 4, 3, 2, 10, 1, 8, 9, Size.STANDARD));
  }

  @Test
  void whatIsNoLedgerIsRefused() {
    byte[] bytes = BOOKS.encode();
    assertThatThrownBy(() -> Ledger.decode(Arrays.copyOf(bytes, 40)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("40 bytes");
    bytes[0] = 9;
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
