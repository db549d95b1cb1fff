package io.culebra.vector.codegen;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import io.culebra.vector.Memory;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.stream.IntStream;

/**
 * Spins a {@link MicroKernel} as a hidden class: {@code run} walks down the tiles, a static method
 * of its own computes one. As fast as source written by hand, and free of it.
 */
final class MicroKernelGenerator {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final ClassDesc KERNEL = MicroKernel.class.describeConstable().orElseThrow();

  /**
   * The parameters of {@link MicroKernel#run} after the number of tiles, and those of the tile
   * method.
   */
  private static final ClassDesc[] OPERANDS = {
    CD_long, CD_long, CD_int, CD_long, CD_long, CD_long, CD_float, CD_float
  };

  private static final MethodTypeDesc TILE = MethodTypeDesc.of(CD_void, OPERANDS);
  private static final MethodTypeDesc RUN = TILE.insertParameterTypes(0, CD_int);

  /** Places of the parameters of {@code run}. */
  private static final int TILES = 0;

  private static final int A = 1;
  private static final int B = 2;
  private static final int C = 4;
  private static final int C_STRIDE = 5;
  private static final int BIAS = 6;

  private MicroKernelGenerator() {}

  static MicroKernel spin(MicroKernelSpec spec) {
    ClassDesc self =
        ClassDesc.of(
            MicroKernelGenerator.class.getPackageName(),
            "Kernel_%dx%dx%d_%s_%s"
                .formatted(
                    spec.rows(),
                    spec.tile().vectors(),
                    spec.tile().lanes(),
                    spec.start(),
                    spec.end()));
    byte[] bytes = ClassFile.of().build(self, type -> write(type, self, spec));
    try {
      MethodHandles.Lookup hidden = LOOKUP.defineHiddenClass(bytes, true);
      return (MicroKernel)
          hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("the spun class does not fit its own package", e);
    }
  }

  private static void write(ClassBuilder type, ClassDesc self, MicroKernelSpec spec) {
    type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withInterfaceSymbols(KERNEL);
    type.withMethodBody(
        INIT_NAME,
        MTD_void,
        0,
        code -> code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_());
    type.withMethodBody(
        "tile", TILE, ClassFile.ACC_STATIC, code -> new TileAssembler(code, spec).assemble());
    type.withMethodBody(
        "run", RUN, ClassFile.ACC_PUBLIC, code -> writeRun(code, self, spec.rows()));
  }

  private static void writeRun(CodeBuilder code, ClassDesc self, int rows) {
    if (Memory.BASE != 0) {
      IntStream.of(A, B, C, BIAS).forEach(address -> advance(code, address, -Memory.BASE));
    }
    Label top = code.newLabel();
    Label done = code.newLabel();
    code.labelBinding(top).iload(code.parameterSlot(TILES)).ifle(done);
    for (int i = 0; i < OPERANDS.length; i++) {
      int slot = code.parameterSlot(A + i);
      if (OPERANDS[i].equals(CD_long)) {
        code.lload(slot);
      } else if (OPERANDS[i].equals(CD_int)) {
        code.iload(slot);
      } else {
        code.fload(slot);
      }
    }
    code.invokestatic(self, "tile", TILE);
    advance(code, A, rows * RowBlock.STRIDE_BYTES);
    advanceRows(code, C, C_STRIDE, rows);
    code.iinc(code.parameterSlot(TILES), -1).goto_(top).labelBinding(done).return_();
  }

  private static void advance(CodeBuilder code, int address, long bytes) {
    int slot = code.parameterSlot(address);
    code.lload(slot).loadConstant(bytes).ladd().lstore(slot);
  }

  private static void advanceRows(CodeBuilder code, int address, int stride, int rows) {
    int slot = code.parameterSlot(address);
    code.lload(slot).lload(code.parameterSlot(stride)).loadConstant((long) rows).lmul();
    code.ladd().lstore(slot);
  }
}
