package io.culebra.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanCacheTest {
  private final List<String> retired = new ArrayList<>();

  private PlanCache<String> cache() {
    return new PlanCache<>(String::length, retired::add);
  }

  @Test
  void theEntryUsedLongestAgoGoesFirst() {
    PlanCache<String> cache = cache();
    cache.put(1, "aa");
    cache.put(2, "bb");
    cache.put(3, "cc");
    assertNotNull(cache.get(1));
    cache.put(4, "dd");
    assertTrue(cache.keepWithin(6));
    assertFalse(cache.keepWithin(6));
    assertEquals(List.of("bb"), retired);
    assertNull(cache.get(2));
    assertNotNull(cache.get(1));
  }

  @Test
  void theNewestStaysEvenIfItAloneIsTooLarge() {
    PlanCache<String> cache = cache();
    cache.put(1, "aa");
    cache.put(2, "bbbbbbbb");
    assertTrue(cache.keepWithin(3));
    assertFalse(cache.keepWithin(3));
    assertEquals("bbbbbbbb", cache.newest());
    assertEquals(List.of("aa"), retired);
    assertEquals("bbbbbbbb", cache.get(2));
  }

  @Test
  void clearingRetiresEverything() {
    PlanCache<String> cache = cache();
    cache.put(1, "aa");
    cache.put(2, "bb");
    cache.clear();
    assertEquals(List.of("aa", "bb"), retired);
    assertEquals(0, cache.size());
  }
}
