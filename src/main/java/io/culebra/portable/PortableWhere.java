package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.op.Where;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Where, of any element type. */
final class PortableWhere extends Portable<Where> {
  private static final MemorySegment ALL = NativeMemory.everything();

  PortableWhere() {
    super(Where.class);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, 3);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Broadcast walk = Broadcast.of(spec, 0, 1, 2);
    int bytes = spec.output().dataType().bits() / 8;
    Broadcast.Row row = row(walk, bytes);
    Elementwise.Pass pass = new Elementwise.Pass(walk, new int[] {0, 1, 2}, () -> row);
    return Elementwise.kernel(spec, List.of(pass));
  }

  private static Broadcast.Row row(Broadcast walk, int bytes) {
    int condition = walk.advances(0) ? 1 : 0;
    int yes = walk.advances(1) ? bytes : 0;
    int no = walk.advances(2) ? bytes : 0;
    return bytes == 4
        ? (a, b, c, out, count) -> {
          for (int i = 0; i < count; i++) {
            boolean chosen = ALL.get(JAVA_BYTE, a + (long) i * condition) != 0;
            long source = chosen ? b + (long) i * yes : c + (long) i * no;
            ALL.set(JAVA_INT_UNALIGNED, out + 4L * i, ALL.get(JAVA_INT_UNALIGNED, source));
          }
        }
        : (a, b, c, out, count) -> {
          for (int i = 0; i < count; i++) {
            boolean chosen = ALL.get(JAVA_BYTE, a + (long) i * condition) != 0;
            long source = chosen ? b + (long) i * yes : c + (long) i * no;
            for (int k = 0; k < bytes; k++) {
              ALL.set(JAVA_BYTE, out + (long) i * bytes + k, ALL.get(JAVA_BYTE, source + k));
            }
          }
        };
  }
}
