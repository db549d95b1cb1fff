package io.culebra.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dense, row-major tensor in native memory that the library allocated, aligned to 64 bytes.
 * Strings alone lie on the heap.
 *
 * <p>A session reads inputs from a tensor and writes outputs into it without copying. {@link
 * #close} gives the memory back after waiting for the runs that use the tensor; a tensor that
 * nobody holds any more is closed by the garbage collector.
 *
 * <p>Threads may share a tensor; to write while another thread reads or a run uses it is a data
 * race on the elements, never on the memory.
 */
public final class Tensor implements AutoCloseable {
  private final DataType dataType;
  private final Shape shape;
  private final long address;
  private final String @Nullable [] strings;
  private final Cleaner.@Nullable Cleanable memory;
  private @Nullable Arena arena;
  private @Nullable MemorySegment segment;
  private int users;
  private boolean closed;
  private boolean givenBack;

  /**
   * A tensor of what lies at an address.
   *
   * @param giveBack ends the use of the memory; holds no reference to the tensor
   */
  Tensor(DataType dataType, Shape shape, long address, Runnable giveBack) {
    this.dataType = dataType;
    this.shape = shape;
    this.address = address;
    this.strings = null;
    try {
      this.memory = LibraryCleaner.register(this, giveBack);
    } catch (ThreadLimitException e) {
      giveBack.run();
      throw e;
    }
  }

  private Tensor(Shape shape, String[] strings) {
    this.dataType = DataType.STRING;
    this.shape = shape;
    this.address = 0;
    this.strings = strings;
    this.memory = null;
  }

  /**
   * A tensor of zeros.
   *
   * @throws InvalidInputException if the type is {@link DataType#STRING} or a size is not known
   * @throws MemoryLimitException if the system has no more memory
   */
  public static Tensor allocate(DataType dataType, Shape shape) {
    long bytes = checkedBytes(dataType, shape);
    NativeMemory.Block block =
        NativeMemory.allocate(bytes, "a tensor of " + dataType + " " + shape);
    return new Tensor(dataType, shape, block.address(), block::close);
  }

  /**
   * The bytes of a tensor.
   *
   * @throws InvalidInputException as {@link #allocate}
   */
  static long checkedBytes(DataType dataType, Shape shape) {
    if (dataType == DataType.STRING) {
      throw new InvalidInputException("a string tensor is made from its strings");
    }
    if (!shape.isKnown()) {
      throw new InvalidInputException("a tensor of shape " + shape + ": a size is not known");
    }
    try {
      return dataType.bytes(shape.elements());
    } catch (ArithmeticException e) {
      throw new InvalidInputException("a tensor of " + dataType + " " + shape + " is too large", e);
    }
  }

  /** A float32 tensor with a copy of these elements. */
  public static Tensor of(float[] elements, long... sizes) {
    return copyOf(MemorySegment.ofArray(elements), DataType.FLOAT, Shape.of(sizes));
  }

  /** A float64 tensor with a copy of these elements. */
  public static Tensor of(double[] elements, long... sizes) {
    return copyOf(MemorySegment.ofArray(elements), DataType.DOUBLE, Shape.of(sizes));
  }

  /** An int64 tensor with a copy of these elements. */
  public static Tensor of(long[] elements, long... sizes) {
    return copyOf(MemorySegment.ofArray(elements), DataType.INT64, Shape.of(sizes));
  }

  /** An int32 tensor with a copy of these elements. */
  public static Tensor of(int[] elements, long... sizes) {
    return copyOf(MemorySegment.ofArray(elements), DataType.INT32, Shape.of(sizes));
  }

  /** An int8 tensor with a copy of these elements. */
  public static Tensor of(byte[] elements, long... sizes) {
    return copyOf(MemorySegment.ofArray(elements), DataType.INT8, Shape.of(sizes));
  }

  /** A bool tensor with a copy of these elements. */
  public static Tensor of(boolean[] elements, long... sizes) {
    byte[] bytes = new byte[elements.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (elements[i] ? 1 : 0);
    }
    return copyOf(MemorySegment.ofArray(bytes), DataType.BOOL, Shape.of(sizes));
  }

  /** A string tensor with a copy of these elements, on the heap. */
  public static Tensor of(String[] elements, long... sizes) {
    Shape shape = Shape.of(sizes);
    if (shape.elements() != elements.length) {
      throw wrongCount(elements.length, DataType.STRING, shape);
    }
    return new Tensor(shape, elements.clone());
  }

  /**
   * A float32 tensor with a copy of the remaining elements of {@code elements}, whose position
   * stays; a buffer of the other byte order is converted.
   */
  public static Tensor of(FloatBuffer elements, long... sizes) {
    return copyOf(
        elements,
        elements.order(),
        ValueLayout.JAVA_FLOAT_UNALIGNED,
        DataType.FLOAT,
        Shape.of(sizes));
  }

  /**
   * An int64 tensor with a copy of the remaining elements of {@code elements}, whose position
   * stays; a buffer of the other byte order is converted.
   */
  public static Tensor of(LongBuffer elements, long... sizes) {
    return copyOf(
        elements,
        elements.order(),
        ValueLayout.JAVA_LONG_UNALIGNED,
        DataType.INT64,
        Shape.of(sizes));
  }

  /**
   * An int32 tensor with a copy of the remaining elements of {@code elements}, whose position
   * stays; a buffer of the other byte order is converted.
   */
  public static Tensor of(IntBuffer elements, long... sizes) {
    return copyOf(
        elements,
        elements.order(),
        ValueLayout.JAVA_INT_UNALIGNED,
        DataType.INT32,
        Shape.of(sizes));
  }

  /**
   * A tensor with a copy of {@code elements}, heap or native, in native byte order.
   *
   * @throws InvalidInputException if their size is not that of the type and shape
   */
  public static Tensor copyOf(MemorySegment elements, DataType dataType, Shape shape) {
    Tensor tensor = allocateFor(elements, dataType, shape);
    tensor.elements().copyFrom(elements);
    return tensor;
  }

  /** The elements of a buffer, each as long as {@code layout}, in the order that the buffer has. */
  private static Tensor copyOf(
      Buffer elements, ByteOrder order, ValueLayout layout, DataType dataType, Shape shape) {
    MemorySegment given = MemorySegment.ofBuffer(elements);
    Tensor tensor = allocateFor(given, dataType, shape);
    MemorySegment.copy(
        given, layout.withOrder(order), 0, tensor.elements(), layout, 0, elements.remaining());
    return tensor;
  }

  private static Tensor allocateFor(MemorySegment elements, DataType dataType, Shape shape) {
    Tensor tensor = allocate(dataType, shape);
    if (elements.byteSize() != tensor.bytes()) {
      tensor.close();
      throw wrongCount(
          dataType.bits() == 0 ? 0 : elements.byteSize() * 8 / dataType.bits(), dataType, shape);
    }
    return tensor;
  }

  private static InvalidInputException wrongCount(long elements, DataType dataType, Shape shape) {
    return new InvalidInputException(
        elements
            + " elements given for a tensor of "
            + dataType
            + " "
            + shape
            + ", which has "
            + shape.elements());
  }

  /** The element type. */
  public DataType dataType() {
    return dataType;
  }

  /** The shape; every size is known. */
  public Shape shape() {
    return shape;
  }

  /** Element type and shape. */
  public TensorType type() {
    return new TensorType(dataType, shape);
  }

  /**
   * The elements, row-major, in native byte order. Access after {@link #close} throws {@link
   * IllegalStateException}. The segment, and a buffer made of it, keep the tensor from the garbage
   * collector.
   *
   * <p>To close a tensor whose segment or buffer was asked for takes an agreement among all threads
   * of the JVM (about 0.1 ms); without, next to nothing. Where a copy will do, {@link
   * #toFloatArray} and its like are cheaper.
   *
   * @throws InvalidInputException if this is a string tensor
   * @throws ClosedException if the tensor has been closed, unless the segment was asked for before
   */
  public synchronized MemorySegment segment() {
    if (strings != null) {
      throw new InvalidInputException("a string tensor has no segment");
    }
    MemorySegment known = segment;
    if (known == null) {
      checkOpen();
      Arena shared = Arena.ofShared();
      known = MemorySegment.ofAddress(address).reinterpret(bytes(), shared, this::segmentDied);
      arena = shared;
      segment = known;
    }
    return known;
  }

  /** That the segment refers to this method of this tensor keeps the tensor while it lives. */
  private synchronized void segmentDied(MemorySegment dead) {
    arena = null;
  }

  private long bytes() {
    return dataType.bytes(shape.elements());
  }

  /**
   * The elements, for code that holds the tensor and sees to it that nobody closes it: the segment
   * does not die with it.
   */
  MemorySegment elements() {
    return NativeMemory.at(address, bytes());
  }

  /**
   * Where the elements lie: 64-byte aligned, and good between {@link #acquire} and {@link
   * #release}. For whoever hands it to a kernel; 0 for a string tensor.
   */
  public long address() {
    return address;
  }

  /** The elements as a buffer that shares memory with this tensor; at most 2 GiB. */
  public ByteBuffer byteBuffer() {
    return segment().asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** The elements of a float32 tensor as a buffer that shares memory with this tensor. */
  public FloatBuffer floatBuffer() {
    require(DataType.FLOAT);
    return byteBuffer().asFloatBuffer();
  }

  /** The elements of a float64 tensor as a buffer that shares memory with this tensor. */
  public DoubleBuffer doubleBuffer() {
    require(DataType.DOUBLE);
    return byteBuffer().asDoubleBuffer();
  }

  /** The elements of an int64 tensor as a buffer that shares memory with this tensor. */
  public LongBuffer longBuffer() {
    require(DataType.INT64);
    return byteBuffer().asLongBuffer();
  }

  /** A copy of the elements of a float32 tensor. */
  public float[] toFloatArray() {
    require(DataType.FLOAT);
    return copied(memory -> memory.toArray(ValueLayout.JAVA_FLOAT));
  }

  /** A copy of the elements of a float64 tensor. */
  public double[] toDoubleArray() {
    require(DataType.DOUBLE);
    return copied(memory -> memory.toArray(ValueLayout.JAVA_DOUBLE));
  }

  /** A copy of the elements of an int64 or uint64 tensor. */
  public long[] toLongArray() {
    require(DataType.INT64, DataType.UINT64);
    return copied(memory -> memory.toArray(ValueLayout.JAVA_LONG));
  }

  /** A copy of the elements of an int32 or uint32 tensor. */
  public int[] toIntArray() {
    require(DataType.INT32, DataType.UINT32);
    return copied(memory -> memory.toArray(ValueLayout.JAVA_INT));
  }

  /** A copy of the elements of a tensor with one byte an element: int8, uint8, bool. */
  public byte[] toByteArray() {
    require(DataType.INT8, DataType.UINT8, DataType.BOOL);
    return copied(memory -> memory.toArray(ValueLayout.JAVA_BYTE));
  }

  /** Nobody else gets the memory while it is read. */
  private <T> T copied(Function<MemorySegment, T> copy) {
    acquire();
    try {
      return copy.apply(elements());
    } finally {
      release();
    }
  }

  /** A copy of the elements of a string tensor. */
  public String[] toStringArray() {
    require(DataType.STRING);
    return strings == null ? new String[0] : strings.clone();
  }

  private void require(DataType... allowed) {
    if (!Arrays.asList(allowed).contains(dataType)) {
      throw new InvalidInputException(
          "a tensor of " + dataType + " was asked for its elements as " + Arrays.toString(allowed));
    }
  }

  /**
   * Keeps the memory alive until {@link #release}: {@link #close} waits. For whoever hands the
   * address to a kernel.
   *
   * @throws ClosedException if the tensor has been closed
   */
  public synchronized void acquire() {
    checkOpen();
    users++;
  }

  private void checkOpen() {
    if (closed) {
      throw new ClosedException("the tensor of " + dataType + " " + shape + " has been closed");
    }
  }

  /** Ends what one {@link #acquire} began. */
  public synchronized void release() {
    users--;
    if (users == 0) {
      notifyAll();
    }
  }

  /** Whether {@link #close} was called. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Gives the memory back, after the runs that use it have ended; returns when that is done, also
   * where another thread does it. Where a channel reads or writes a buffer of the tensor now, this
   * does not wait for it: the memory goes back as soon as the channel is done. An interrupt does
   * not cut the wait short; it is kept.
   *
   * @throws IllegalStateException if this is called by an observer of a run that uses the tensor;
   *     then nothing has been closed
   */
  @Override
  public void close() {
    CallbackScope.refuse(this, "a tensor cannot be closed");
    boolean mine;
    Arena shared;
    synchronized (this) {
      mine = !closed;
      closed = true;
      awaitUninterruptibly(() -> mine ? users == 0 : givenBack);
      shared = arena;
    }
    if (!mine) {
      return;
    }
    try {
      if (memory != null) {
        LateArenas.close(shared, memory::clean);
      }
    } finally {
      synchronized (this) {
        givenBack = true;
        notifyAll();
      }
    }
  }

  private synchronized void awaitUninterruptibly(BooleanSupplier condition) {
    boolean interrupted = false;
    while (!condition.getAsBoolean()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "Tensor of " + dataType + " " + shape;
  }
}
