package io.culebra.plan;

import io.culebra.kernel.Layout;
import io.culebra.kernel.Operand;
import io.culebra.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a value in one layout while a plan is made, and where it lies once the plan is
 * done. Views share the memory of their root.
 */
final class Buffer {
  /** Where a buffer lies. */
  enum Place {
    /** In the lane's arena, at {@link #offset}. */
    ARENA,
    /** In the tensor that the caller gave for input {@link #index}. */
    INPUT,
    /** In the tensor that the caller gets as output {@link #index}. */
    OUTPUT,
    /** In the weight store, at {@link #constant}. */
    CONSTANT
  }

  final String name;
  final TensorType type;
  final Layout layout;
  private final @Nullable Buffer viewed;
  private @Nullable Buffer takenOver;
  private Place place;
  private int index;
  private long offset;
  private @Nullable MemorySegment constant;
  private int firstStep = Integer.MAX_VALUE;
  private int lastStep = -1;
  private int lastWriter = -1;
  private int writers;

  private Buffer(
      String name, TensorType type, Layout layout, Place place, @Nullable Buffer viewed) {
    this.name = name;
    this.type = type;
    this.layout = layout;
    this.place = place;
    this.viewed = viewed;
  }

  static Buffer inArena(String name, TensorType type, Layout layout) {
    return new Buffer(name, type, layout, Place.ARENA, null);
  }

  static Buffer ofInput(String name, TensorType type, int index) {
    Buffer buffer = new Buffer(name, type, rowMajor(type), Place.INPUT, null);
    buffer.index = index;
    return buffer;
  }

  static Buffer ofOutput(String name, TensorType type, int index) {
    Buffer buffer = new Buffer(name, type, rowMajor(type), Place.OUTPUT, null);
    buffer.index = index;
    return buffer;
  }

  static Buffer ofConstant(String name, TensorType type, Layout layout, MemorySegment constant) {
    Buffer buffer = new Buffer(name, type, layout, Place.CONSTANT, null);
    buffer.constant = constant;
    return buffer;
  }

  private static Layout rowMajor(TensorType type) {
    return Operand.rowMajor(type, null).layout();
  }

  /** The same memory under another layout of its shape. */
  Buffer view(Layout other) {
    return new Buffer(name, type, other, Place.ARENA, this);
  }

  /** The same memory under another shape, as written. */
  Buffer view(String name, TensorType type) {
    return new Buffer(name, type, rowMajor(type), Place.ARENA, this);
  }

  /** The buffer whose memory this one uses. */
  Buffer root() {
    Buffer root = this;
    for (Buffer next = root.sharedWith(); next != null; next = root.sharedWith()) {
      root = next;
    }
    return root;
  }

  /** The buffer whose contents this one shows: itself, unless it is a view. */
  Buffer viewed() {
    Buffer shown = this;
    for (Buffer next = shown.viewed; next != null; next = shown.viewed) {
      shown = next;
    }
    return shown;
  }

  private @Nullable Buffer sharedWith() {
    return viewed != null ? viewed : takenOver;
  }

  /** Lets this buffer lie where {@code other}, which nobody needs any more, has lain. */
  void takeOver(Buffer other) {
    Buffer own = root();
    Buffer theirs = other.root();
    own.takenOver = theirs;
    theirs.lastStep = Math.max(theirs.lastStep, own.lastStep);
  }

  /** Makes an arena buffer an output of the plan. */
  void becomeOutput(int output) {
    root().place = Place.OUTPUT;
    root().index = output;
  }

  /** Notes that a step reads or writes this buffer. */
  void usedBy(int step) {
    Buffer root = root();
    root.firstStep = Math.min(root.firstStep, step);
    root.lastStep = Math.max(root.lastStep, step);
  }

  /** Notes that a step writes this buffer. */
  void writtenBy(int step) {
    Buffer root = root();
    root.writers += root.lastWriter == step ? 0 : 1;
    root.lastWriter = step;
  }

  /** Whether this step is the only one that writes it. */
  boolean isWrittenOnlyBy(int step) {
    return root().writers == 1 && root().lastWriter == step;
  }

  Place place() {
    return root().place;
  }

  int index() {
    return root().index;
  }

  long offset() {
    return root().offset;
  }

  void setOffset(long offset) {
    root().offset = offset;
  }

  int firstStep() {
    return root().firstStep;
  }

  int lastStep() {
    return root().lastStep;
  }

  long bytes() {
    return type.bytes();
  }

  /** The address, where it does not change from run to run. */
  long address(long arena) {
    Buffer root = root();
    return switch (root.place) {
      case ARENA -> arena + root.offset;
      case CONSTANT -> root.constant == null ? 0 : root.constant.address();
      case INPUT, OUTPUT -> 0;
    };
  }
}
