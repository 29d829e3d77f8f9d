package io.tidegate.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Ledger BOOKS = new Ledger(7, 6, 5, 4, 3, 2, 1, 8, 9);

  @Test
  void whatIsWrittenIsRead() {
    assertThat(Ledger.decode(BOOKS.encode())).isEqualTo(BOOKS);
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
