package io.culebra.portable;

/**
 * The few greatest of many keys, each with its index; of equal keys that with the smaller index
 * counts as greater. A binary heap whose root is the least of those kept. For one thread.
 */
final class BestFew {
  private final long[] keys;
  private final long[] indices;
  private int count;

  /** Keeps at most {@code capacity} keys. */
  BestFew(int capacity) {
    keys = new long[capacity];
    indices = new long[capacity];
  }

  /** Forgets all keys. */
  void clear() {
    count = 0;
  }

  /** How many keys are kept. */
  int count() {
    return count;
  }

  /** The index of key {@code k}, after {@link #sort} that of the {@code k}-th greatest. */
  long index(int k) {
    return indices[k];
  }

  /** Keeps the key if it is among the greatest. Indices must come in ascending order. */
  void offer(long key, long index) {
    if (count < keys.length) {
      int child = count++;
      put(child, key, index);
      while (child > 0 && isBelow(child, (child - 1) / 2)) {
        swap(child, (child - 1) / 2);
        child = (child - 1) / 2;
      }
    } else if (count > 0 && key > keys[0]) {
      put(0, key, index);
      sink(0, count);
    }
  }

  /** Brings the greatest to the front. Nothing may be offered until {@link #clear}. */
  void sort() {
    for (int end = count - 1; end > 0; end--) {
      swap(0, end);
      sink(0, end);
    }
  }

  private void sink(int start, int end) {
    int parent = start;
    while (2 * parent + 1 < end) {
      int child = 2 * parent + 1;
      if (child + 1 < end && isBelow(child + 1, child)) {
        child++;
      }
      if (!isBelow(child, parent)) {
        return;
      }
      swap(child, parent);
      parent = child;
    }
  }

  private boolean isBelow(int a, int b) {
    return keys[a] < keys[b] || (keys[a] == keys[b] && indices[a] > indices[b]);
  }

  private void put(int place, long key, long index) {
    keys[place] = key;
    indices[place] = index;
  }

  private void swap(int a, int b) {
    long key = keys[a];
    long index = indices[a];
    put(a, keys[b], indices[b]);
    put(b, key, index);
  }
}
