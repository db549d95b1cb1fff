package io.culebra.vector.gemm;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Team;
import java.util.List;

/**
 * A step made of products. A run packs B if it is not constant, then lets the team work on the
 * tasks of all products at once.
 */
public final class ProductKernel implements Kernel {
  private static final long ALIGNMENT = 64;

  /** A kernel that C2 has not compiled after this long is used as it is. */
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  private final Operands operands;
  private final List<Preparation> preparations;
  private final List<Product> products;
  private final List<PackTask> packing;
  private final int tasksPerProduct;
  private final long preparedBytes;
  private final long packedBytes;
  private final long workerBytes;
  private final Footprint footprint;

  /** Makes a kernel that reads its inputs as they are, and warms what it calls. */
  public ProductKernel(
      KernelSpec spec,
      Operands operands,
      List<Product> products,
      List<PackTask> packing,
      int... unread) {
    this(spec, operands, List.of(), products, packing, unread);
  }

  /**
   * Makes the kernel and warms what it calls.
   *
   * @param spec the step
   * @param operands what the products read besides C
   * @param preparations what is made of inputs first, one after the other from the scratch's start
   * @param products the products; their plans have equally many tasks
   * @param packing how B is packed in each run; empty where it is constant
   * @param unread inputs that a run does not read
   */
  public ProductKernel(
      KernelSpec spec,
      Operands operands,
      List<Preparation> preparations,
      List<Product> products,
      List<PackTask> packing,
      int... unread) {
    this.operands = operands;
    this.preparations = List.copyOf(preparations);
    this.products = List.copyOf(products);
    int pieces = Math.ceilDiv(spec.threads(), Math.max(1, packing.size()));
    this.packing = packing.stream().flatMap(task -> task.split(pieces)).toList();
    tasksPerProduct = products.getFirst().plan().tasks();
    preparedBytes =
        align(preparations.stream().mapToLong(p -> p.offset() + p.bytes()).max().orElse(0));
    packedBytes =
        align(packing.stream().mapToLong(p -> p.target() + p.layout().bytes()).max().orElse(0));
    workerBytes = workerBytes(products);
    footprint =
        Footprint.dense(spec, preparedBytes + packedBytes + spec.threads() * workerBytes)
            .without(unread);
    products.stream().map(Product::plan).distinct().forEach(plan -> plan.warm(WARM_UP_NANOS));
  }

  @Override
  public Footprint footprint() {
    return footprint;
  }

  /**
   * A residual that is added first is read where, and just before, C is written. A and B are read
   * all along, so the residual must not be one of them.
   */
  @Override
  public int inPlaceInput() {
    return operands.residual().input();
  }

  @Override
  public Invocation bind(Binding binding) {
    return new Run(binding);
  }

  /** The scratch of each thread. */
  public static long workerBytes(List<Product> products) {
    return align(products.stream().mapToLong(p -> p.plan().scratchBytes()).max().orElseThrow());
  }

  private static long align(long bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }

  /**
   * What the products of a step read.
   *
   * @param a what A is gathered from
   * @param b B; packed, or an input that is packed in each run
   * @param bias the bias
   * @param residual what is added before the end
   * @param operand what the epilogue reads
   */
  public record Operands(Source a, Source b, Source bias, Source residual, Source operand) {}

  private final class Run implements Invocation {
    private final Binding binding;
    private final Team.Task pack = this::pack;
    private final Team.Task multiply = this::multiply;

    Run(Binding binding) {
      this.binding = binding;
    }

    @Override
    public void run() {
      for (int i = 0; i < preparations.size(); i++) {
        preparations.get(i).run(binding);
      }
      if (!packing.isEmpty()) {
        binding.team().run(packing.size(), pack);
      }
      binding.team().run(products.size() * tasksPerProduct, multiply);
    }

    private void pack(int index, int worker) {
      packing.get(index).run(operands.b().address(binding), binding.scratch() + preparedBytes);
    }

    private void multiply(int index, int worker) {
      Product product = products.get(index / tasksPerProduct);
      long b =
          packing.isEmpty() ? operands.b().address(binding) : binding.scratch() + preparedBytes;
      product
          .plan()
          .run(
              index % tasksPerProduct,
              operands.a().address(binding) + product.a(),
              b + product.b(),
              binding.output(0) + product.c(),
              operands.bias().address(binding) + product.bias(),
              operands.residual().address(binding) + product.c(),
              operands.operand().address(binding) + product.c(),
              binding.scratch() + preparedBytes + packedBytes + worker * workerBytes);
    }
  }
}
