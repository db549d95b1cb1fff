package io.culebra.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanCacheTest {
  private final List<String> retired = new ArrayList<>();

  private PlanCache<String> cache(long limit) {
    return new PlanCache<>(limit, String::length, retired::add);
  }

  @Test
  void theEntryUsedLongestAgoGoesFirst() {
    PlanCache<String> cache = cache(6);
    cache.put(1, "aa");
    cache.put(2, "bb");
    cache.put(3, "cc");
    assertNotNull(cache.get(1));
    cache.put(4, "dd");
    assertEquals(List.of("bb"), retired);
    assertNull(cache.get(2));
    assertNotNull(cache.get(1));
  }

  @Test
  void theNewestStaysEvenIfItAloneIsTooLarge() {
    PlanCache<String> cache = cache(3);
    cache.put(1, "aa");
    cache.put(2, "bbbbbbbb");
    assertEquals(List.of("aa"), retired);
    assertEquals("bbbbbbbb", cache.get(2));
  }

  @Test
  void clearingRetiresEverything() {
    PlanCache<String> cache = cache(100);
    cache.put(1, "aa");
    cache.put(2, "bb");
    cache.clear();
    assertEquals(List.of("aa", "bb"), retired);
    assertEquals(0, cache.size());
  }
}
