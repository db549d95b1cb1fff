package io.culebra.vector.normalize;

import io.culebra.vector.loop.LoopFamily;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/** Sums over contiguous rows. Stateless and safe for any number of threads. */
interface RowStatistics {
  /** The loops. */
  RowStatistics LOOPS =
      new LoopFamily<>(MethodHandles.lookup(), RowStatisticsTemplate.class, RowStatistics.class)
          .with(Map.of());

  /** The sum of {@code count} floats. */
  float sum(long source, int count);

  /** The sum of the squared distances of {@code count} floats from {@code mean}. */
  float squares(long source, int count, float mean);
}
