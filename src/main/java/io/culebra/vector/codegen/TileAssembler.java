package io.culebra.vector.codegen;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import io.culebra.vector.Memory;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Writes the body of the method that computes one tile: every accumulator is a local variable, and
 * only the loop over the depth is a loop.
 *
 * <p>The form matters to C2: the loop counts an int, addresses are long variables that grow by
 * constants, the segment is a static final field, and there is one zero vector for all
 * accumulators. Where registers are few, branches on {@link Never} hold loads and multiply-adds in
 * their order.
 */
final class TileAssembler {
  private static final ClassDesc FLOAT_VECTOR = describe(FloatVector.class);
  private static final ClassDesc VECTOR = describe(Vector.class);
  private static final ClassDesc MASK = describe(VectorMask.class);
  private static final ClassDesc OPERATORS = describe(VectorOperators.class);
  private static final ClassDesc COMPARISON = describe(VectorOperators.Comparison.class);
  private static final ClassDesc SPECIES = describe(VectorSpecies.class);
  private static final ClassDesc SEGMENT = describe(MemorySegment.class);
  private static final ClassDesc ORDER = describe(ByteOrder.class);
  private static final ClassDesc LAYOUTS = describe(ValueLayout.class);
  private static final ClassDesc FLOAT_LAYOUT = describe(ValueLayout.OfFloat.class);
  private static final ClassDesc MEMORY = describe(Memory.class);
  private static final ClassDesc NEVER = describe(Never.class);

  private static final MethodTypeDesc FMA = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, VECTOR);
  private static final MethodTypeDesc ADD = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR);
  private static final MethodTypeDesc COMPARE = MethodTypeDesc.of(MASK, COMPARISON, CD_float);
  private static final MethodTypeDesc BLEND = MethodTypeDesc.of(FLOAT_VECTOR, CD_float, MASK);
  private static final MethodTypeDesc ZERO = MethodTypeDesc.of(FLOAT_VECTOR, SPECIES);
  private static final MethodTypeDesc BROADCAST =
      MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, CD_float);
  private static final MethodTypeDesc LOAD =
      MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, SEGMENT, CD_long, ORDER);
  private static final MethodTypeDesc STORE = MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER);
  private static final MethodTypeDesc GET = MethodTypeDesc.of(CD_float, FLOAT_LAYOUT, CD_long);

  private final CodeBuilder code;
  private final MicroKernelSpec spec;
  private final int lanes;
  private final int vectors;

  private final int a;
  private final int b;
  private final int depth;
  private final int c;
  private final int cStride;
  private final int bias;
  private final int low;
  private final int high;

  private final int[][] accumulator;
  private final int[] column;
  private final int element;

  TileAssembler(CodeBuilder code, MicroKernelSpec spec) {
    this.code = code;
    this.spec = spec;
    lanes = spec.tile().lanes();
    vectors = spec.tile().vectors();
    a = code.parameterSlot(0);
    b = code.parameterSlot(1);
    depth = code.parameterSlot(2);
    c = code.parameterSlot(3);
    cStride = code.parameterSlot(4);
    bias = code.parameterSlot(5);
    low = code.parameterSlot(6);
    high = code.parameterSlot(7);
    accumulator = new int[spec.rows()][vectors];
    for (int[] row : accumulator) {
      Arrays.setAll(row, j -> code.allocateLocal(TypeKind.REFERENCE));
    }
    column = new int[vectors];
    Arrays.setAll(column, j -> code.allocateLocal(TypeKind.REFERENCE));
    element = code.allocateLocal(TypeKind.REFERENCE);
  }

  void assemble() {
    start();
    multiply();
    finish();
    code.return_();
  }

  private void start() {
    Start start = spec.start();
    if (start.hasBias()) {
      for (int j = 0; j < vectors; j++) {
        vectorAt(bias, j);
        code.astore(column[j]);
      }
    }
    if (start.readsC()) {
      startFromC();
      return;
    }
    if (start == Start.ZERO) {
      zero();
      code.astore(element);
    }
    for (int[] row : accumulator) {
      for (int j = 0; j < vectors; j++) {
        code.aload(start == Start.BIAS ? column[j] : element).astore(row[j]);
      }
    }
  }

  private void startFromC() {
    int from = code.allocateLocal(TypeKind.LONG);
    code.lload(c).lstore(from);
    for (int[] row : accumulator) {
      for (int j = 0; j < vectors; j++) {
        vectorAt(from, j);
        if (spec.start().hasBias()) {
          code.aload(column[j]).invokevirtual(FLOAT_VECTOR, "add", ADD);
        }
        code.astore(row[j]);
      }
      code.lload(from).lload(cStride).ladd().lstore(from);
    }
  }

  private void multiply() {
    long panelRow = (long) spec.tile().columns() * Float.BYTES;
    int group = spec.tile().rowsBetweenBarriers(spec.rows());
    int[] never = new int[(spec.rows() - 1) / group];
    for (int i = 0; i < never.length; i++) {
      never[i] = code.allocateLocal(TypeKind.INT);
      never(i + 1);
      code.istore(never[i]);
    }
    int step = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(step);
    Label top = code.newLabel();
    Label done = code.newLabel();
    code.labelBinding(top).iload(step).iload(depth).if_icmpge(done);
    for (int j = 0; j < vectors; j++) {
      vectorAt(b, j);
      code.astore(column[j]);
    }
    for (int i = 0; i < spec.rows(); i++) {
      if (i > 0 && i % group == 0) {
        code.iload(step).iload(never[i / group - 1]).if_icmpeq(done);
      }
      broadcastAt(a, i * RowBlock.STRIDE_BYTES);
      code.astore(element);
      for (int j = 0; j < vectors; j++) {
        int sum = accumulator[i][j];
        code.aload(element).aload(column[j]).aload(sum);
        code.invokevirtual(FLOAT_VECTOR, "fma", FMA).astore(sum);
      }
    }
    advance(a, Float.BYTES);
    advance(b, panelRow);
    code.iinc(step, 1).goto_(top).labelBinding(done);
  }

  private void finish() {
    int sum = code.allocateLocal(TypeKind.REFERENCE);
    boolean barriers = spec.tile().rowsBetweenBarriers(spec.rows()) < spec.rows();
    Label end = code.newLabel();
    for (int i = 0; i < accumulator.length; i++) {
      int[] row = accumulator[i];
      if (barriers && i > 0) {
        code.iload(depth);
        never(i);
        code.if_icmpeq(end);
      }
      for (int j = 0; j < vectors; j++) {
        code.aload(row[j]);
        if (spec.end() == End.CLAMP) {
          code.astore(sum);
          limit(sum, "LT", low);
          limit(sum, "GT", high);
          code.aload(sum);
        }
        storeAt(c, j);
      }
      code.lload(c).lload(cStride).ladd().lstore(c);
    }
    code.labelBinding(end);
  }

  /** Pushes a number that no counter has. */
  private void never(int i) {
    code.getstatic(NEVER, Never.name(i), CD_int);
  }

  /** Replaces the lanes that compare so with the bound by the bound. */
  private void limit(int vector, String comparison, int bound) {
    code.aload(vector).fload(bound).aload(vector);
    code.getstatic(OPERATORS, comparison, COMPARISON).fload(bound);
    code.invokevirtual(FLOAT_VECTOR, "compare", COMPARE);
    code.invokevirtual(FLOAT_VECTOR, "blend", BLEND).astore(vector);
  }

  /** Pushes the vector at {@code address} plus {@code index} vectors. */
  private void vectorAt(int address, int index) {
    species();
    segmentAndOffset(address, (long) index * lanes * Float.BYTES, () -> {});
    code.getstatic(MEMORY, "ORDER", ORDER);
    code.invokestatic(FLOAT_VECTOR, "fromMemorySegment", LOAD);
  }

  /** Stores the vector on the stack to {@code address} plus {@code index} vectors. */
  private void storeAt(int address, int index) {
    segmentAndOffset(address, (long) index * lanes * Float.BYTES, () -> {});
    code.getstatic(MEMORY, "ORDER", ORDER);
    code.invokevirtual(FLOAT_VECTOR, "intoMemorySegment", STORE);
  }

  /** Pushes a vector full of the float at {@code address + offset}. */
  private void broadcastAt(int address, long offset) {
    species();
    segmentAndOffset(
        address, offset, () -> code.getstatic(LAYOUTS, "JAVA_FLOAT_UNALIGNED", FLOAT_LAYOUT));
    code.invokeinterface(SEGMENT, "get", GET);
    code.invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
  }

  private void segmentAndOffset(int address, long offset, Runnable between) {
    code.getstatic(MEMORY, "ALL", SEGMENT);
    between.run();
    code.lload(address);
    if (offset != 0) {
      code.loadConstant(offset).ladd();
    }
  }

  private void zero() {
    species();
    code.invokestatic(FLOAT_VECTOR, "zero", ZERO);
  }

  private void species() {
    code.getstatic(FLOAT_VECTOR, "SPECIES_" + lanes * Float.SIZE, SPECIES);
  }

  private void advance(int address, long bytes) {
    code.lload(address).loadConstant(bytes).ladd().lstore(address);
  }

  private static ClassDesc describe(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
