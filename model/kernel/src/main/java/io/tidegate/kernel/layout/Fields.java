package io.tidegate.kernel.layout;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

/**
 * Walks little-endian bytes and a tree of named fields in step: one description of a layout, a
 * sequence of calls, turns either into the other. A tree is maps by name, lists, {@link Long}s,
 * {@link Float}s, {@link Double}s and {@link String}s; from another source any {@link Number} will
 * do. A floating-point value that decimal notation cannot carry exactly (not a number, infinite,
 * minus zero) is its bits in hexadecimal, as a string. Used by one thread.
 *
 * <p>Where the fields are the source, lengths are those of the lists, whatever length is given; so
 * bytes are only right if they are read back and found to be the same again.
 */
public final class Fields {
  private final ByteBuffer in;
  private final ByteArrayOutputStream out;
  private final Map<String, Object> tree;

  private Fields(ByteBuffer in, ByteArrayOutputStream out, Map<String, Object> tree) {
    this.in = in;
    this.out = out;
    this.tree = tree;
  }

  /**
   * The fields of {@code bytes}.
   *
   * @throws IllegalArgumentException if the layout does not end where the bytes do
   */
  public static Map<String, Object> read(byte[] bytes, Consumer<Fields> layout) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Fields fields = new Fields(in, null, new LinkedHashMap<>());
    try {
      layout.accept(fields);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the bytes end too early", e);
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes are left after the last field");
    }
    return fields.tree;
  }

  /**
   * The bytes of {@code tree}.
   *
   * @throws IllegalArgumentException if a field is missing or of the wrong kind
   */
  public static byte[] write(Map<String, Object> tree, Consumer<Fields> layout) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    layout.accept(new Fields(null, out, tree));
    return out.toByteArray();
  }

  /** Whether the bytes are the source. */
  public boolean reading() {
    return in != null;
  }

  /** Whether the fields, where they are the source, have one of that name. */
  public boolean has(String name) {
    return tree.containsKey(name);
  }

  /** A field of one byte, without a sign. */
  public int uint8(String name) {
    return (int) whole(name, 0, 0xff, 1);
  }

  /** A field of two bytes, without a sign. */
  public int uint16(String name) {
    return (int) whole(name, 0, 0xffff, Short.BYTES);
  }

  /** A field of two bytes. */
  public int int16(String name) {
    return (int) whole(name, Short.MIN_VALUE, Short.MAX_VALUE, Short.BYTES);
  }

  /** A field of four bytes. */
  public int int32(String name) {
    return (int) whole(name, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.BYTES);
  }

  /** Fields of eight bytes each. */
  public void int64(String... names) {
    for (String name : names) {
      whole(name, Long.MIN_VALUE, Long.MAX_VALUE, Long.BYTES);
    }
  }

  private long whole(String name, long least, long most, int bytes) {
    Object value = reading() ? take(bytes, least < 0) : field(name);
    put(name, value, bytes, least, most);
    return ((Number) value).longValue();
  }

  private Long take(int bytes, boolean signed) {
    return switch (bytes) {
      case 1 -> (long) Byte.toUnsignedInt(in.get());
      case Short.BYTES -> signed ? (long) in.getShort() : Short.toUnsignedInt(in.getShort());
      case Integer.BYTES -> (long) in.getInt();
      default -> in.getLong();
    };
  }

  private void put(String name, Object value, int bytes, long least, long most) {
    if (reading()) {
      tree.put(name, value);
    } else {
      write(name, value, bytes, least, most);
    }
  }

  private void write(String name, Object value, int bytes, long least, long most) {
    if (!(value instanceof Number number)
        || number.doubleValue() != Math.rint(number.doubleValue())
        || number.longValue() < least
        || number.longValue() > most) {
      throw wrong(name, "a whole number from " + least + " to " + most, value);
    }
    writeBits(number.longValue(), bytes);
  }

  private void writeBits(long bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (bits >>> (Byte.SIZE * i)));
    }
  }

  /** Fields of four bytes each. */
  public void float32(String... names) {
    for (String name : names) {
      if (reading()) {
        tree.put(name, said(in.getInt()));
      } else {
        writeBits(float32(name, field(name)), Float.BYTES);
      }
    }
  }

  /** A field of eight bytes. */
  public void float64(String name) {
    if (reading()) {
      double value = in.getDouble();
      boolean plain = Double.isFinite(value) && Double.doubleToRawLongBits(value) != Long.MIN_VALUE;
      Object said = plain ? value : hex(Double.doubleToRawLongBits(value));
      tree.put(name, said);
    } else {
      Object value = field(name);
      writeBits(
          value instanceof String text
              ? bits(name, text)
              : Double.doubleToRawLongBits(Double.parseDouble(number(name, value))),
          Double.BYTES);
    }
  }

  /** A list of floats of four bytes. */
  public void float32s(String name, int length) {
    list(name, length, i -> said(in.getInt()), v -> writeBits(float32(name, v), Float.BYTES));
  }

  /** A list of floats of which only the upper two bytes are kept. */
  public void shortFloats(String name, int length) {
    list(
        name,
        length,
        i -> said(in.getShort() << Short.SIZE),
        v -> writeBits(float32(name, v) >>> Short.SIZE, Short.BYTES));
  }

  /** A list of numbers of two bytes. */
  public void int16s(String name, int length) {
    list(
        name,
        length,
        i -> take(Short.BYTES, true),
        v -> write(name, v, Short.BYTES, Short.MIN_VALUE, Short.MAX_VALUE));
  }

  /** A list of numbers of one byte, without a sign. */
  public void uint8s(String name, int length) {
    list(name, length, i -> take(1, false), v -> write(name, v, 1, 0, 0xff));
  }

  /** A list of numbers of eight bytes. */
  public void int64s(String name, int length) {
    list(
        name,
        length,
        i -> take(Long.BYTES, true),
        v -> write(name, v, Long.BYTES, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /** A list of counts, of one byte or two; the name in the tree says of how many. */
  public void counts(int length, boolean wide) {
    if (reading() ? wide : tree.containsKey("wideCounts")) {
      list(
          "wideCounts",
          length,
          i -> take(Short.BYTES, false),
          v -> write("wideCounts", v, Short.BYTES, 0, 0xffff));
    } else {
      uint8s("counts", length);
    }
  }

  private void list(String name, int length, IntFunction<Object> reader, Consumer<Object> writer) {
    if (reading()) {
      List<Object> values = new ArrayList<>(length);
      for (int i = 0; i < length; i++) {
        values.add(reader.apply(i));
      }
      tree.put(name, values);
    } else {
      listOf(name).forEach(writer);
    }
  }

  /** A text of at most 255 bytes in UTF-8, its length before it. */
  public void text(String name) {
    if (reading()) {
      byte[] bytes = new byte[Byte.toUnsignedInt(in.get())];
      in.get(bytes);
      tree.put(name, new String(bytes, StandardCharsets.UTF_8));
    } else {
      byte[] bytes = field(name).toString().getBytes(StandardCharsets.UTF_8);
      out.write(bytes.length);
      out.write(bytes, 0, bytes.length);
    }
  }

  /** A part with fields of its own. */
  @SuppressWarnings("unchecked") // Keys of a tree are names: it was read here or from JSON.
  public void part(String name, Consumer<Fields> layout) {
    if (reading()) {
      Fields part = new Fields(in, null, new LinkedHashMap<>());
      layout.accept(part);
      tree.put(name, part.tree);
    } else if (field(name) instanceof Map<?, ?> part) {
      layout.accept(new Fields(null, out, (Map<String, Object>) part));
    } else {
      throw wrong(name, "fields by name", field(name));
    }
  }

  /** Parts of the same kind, one after another; the layout is told which one it is. */
  @SuppressWarnings("unchecked") // As above.
  public void parts(String name, int length, ObjIntConsumer<Fields> layout) {
    int[] next = {0};
    list(
        name,
        length,
        i -> {
          Fields part = new Fields(in, null, new LinkedHashMap<>());
          layout.accept(part, i);
          return part.tree;
        },
        v -> {
          if (!(v instanceof Map<?, ?> part)) {
            throw wrong(name, "fields by name", v);
          }
          layout.accept(new Fields(null, out, (Map<String, Object>) part), next[0]++);
        });
  }

  private Object field(String name) {
    Object value = tree.get(name);
    if (value == null) {
      throw new IllegalArgumentException("field " + name + " is missing");
    }
    return value;
  }

  private List<?> listOf(String name) {
    if (field(name) instanceof List<?> values) {
      return values;
    }
    throw wrong(name, "a list", field(name));
  }

  private static Object said(int bits) {
    float value = Float.intBitsToFloat(bits);
    boolean plain = Float.isFinite(value) && bits != Integer.MIN_VALUE;
    return plain ? (Object) value : hex(Integer.toUnsignedLong(bits));
  }

  private static String hex(long bits) {
    return "0x" + Long.toHexString(bits);
  }

  private static int float32(String name, Object value) {
    return value instanceof String text
        ? (int) bits(name, text)
        : Float.floatToRawIntBits(Float.parseFloat(number(name, value)));
  }

  private static long bits(String name, String text) {
    try {
      return Long.parseUnsignedLong(text.replaceFirst("^0x", ""), 16);
    } catch (NumberFormatException e) {
      throw wrong(name, "a number, or its bits as in \"0x7fc00000\"", text);
    }
  }

  /** Through text, as a detour over another width would round twice. */
  private static String number(String name, Object value) {
    if (value instanceof Number) {
      return value.toString();
    }
    throw wrong(name, "a number", value);
  }

  private static IllegalArgumentException wrong(String name, String expected, Object found) {
    return new IllegalArgumentException(
        "field " + name + ": expected " + expected + ", found " + found);
  }
}
