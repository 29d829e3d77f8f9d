package io.tidegate.kernel.model;

/** Bytes of a format that only a newer version of this software knows. */
public final class NewerFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Says which.
   *
   * @param what is of that format, such as "a series' state"
   * @param format the one that was found
   * @param newest the newest that this version reads
   */
  public NewerFormatException(String what, int format, int newest) {
    super(
        what
            + " has format "
            + format
            + ", written by a newer version of Tidegate than this one, which reads formats up to "
            + newest);
  }
}
