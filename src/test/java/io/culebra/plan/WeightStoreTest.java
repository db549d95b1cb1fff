package io.culebra.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.tensor.Constant;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WeightStoreTest {
  private final MemoryBudget budget = new MemoryBudget(1000);
  private final Constant weights = Constant.of(Tensor.of(new float[] {1, 2, 3}, 3));

  @Test
  void aFormIsPackedOnceAndSharedByPlans() {
    AtomicInteger packed = new AtomicInteger();
    try (WeightStore store = new WeightStore();
        WeightStore.Lease one = store.lease(budget);
        WeightStore.Lease other = store.lease(budget)) {
      MemorySegment first = one.pack(weights, "form", 64, target -> packed.incrementAndGet());
      MemorySegment second = other.pack(weights, "form", 64, target -> packed.incrementAndGet());
      assertSame(first, second);
      assertEquals(1, packed.get());
      assertEquals(64, budget.used());
      assertEquals(0, first.address() % 64);
    }
    assertEquals(0, budget.used());
  }

  @Test
  void aFormGoesWithItsLastPlanUnlessTheModelKeepsIt() {
    Constant kept = Constant.of(Tensor.of(new float[] {4}, 1));
    try (WeightStore store = new WeightStore()) {
      store.keep(kept);
      try (WeightStore.Lease lease = store.lease(budget)) {
        lease.plain(weights);
        assertEquals(4, lease.plain(kept).get(ValueLayout.JAVA_FLOAT, 0));
        assertEquals(16, budget.used());
        assertEquals(12, lease.bytes());
      }
      assertEquals(4, budget.used());
    }
    assertEquals(0, budget.used());
  }

  @Test
  void moreThanTheLimitIsRefusedAndLeavesNothingBehind() {
    try (WeightStore store = new WeightStore();
        WeightStore.Lease lease = store.lease(budget)) {
      MemoryLimitException refused =
          assertThrows(
              MemoryLimitException.class, () -> lease.pack(weights, "huge", 1001, target -> {}));
      assertTrue(refused.getMessage().contains("1001"), refused.getMessage());
      assertThrows(
          IllegalStateException.class,
          () ->
              lease.pack(
                  weights,
                  "broken",
                  100,
                  target -> {
                    throw new IllegalStateException();
                  }));
    }
    assertEquals(0, budget.used());
  }
}
