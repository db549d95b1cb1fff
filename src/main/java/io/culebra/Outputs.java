package io.culebra;

import io.culebra.tensor.Tensor;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run gave: a tensor for every output, by name and in the order of the model. The map does
 * not change; the tensors belong to the caller, who closes them all at once with {@link #close}, or
 * each by itself. Those that nobody closes are closed by the garbage collector, at the latest when
 * the session needs their memory.
 *
 * <p>Safe for use by many threads.
 */
public final class Outputs extends AbstractMap<String, Tensor> implements AutoCloseable {
  private final List<TensorInfo> infos;
  private final Tensor[] tensors;

  /**
   * Outputs by name.
   *
   * @param tensors a tensor for each of {@code infos}, in their order; taken over
   */
  Outputs(List<TensorInfo> infos, Tensor[] tensors) {
    this.infos = infos;
    this.tensors = tensors;
  }

  @Override
  public int size() {
    return tensors.length;
  }

  @Override
  public @Nullable Tensor get(@Nullable Object name) {
    int i = index(name);
    return i < 0 ? null : tensors[i];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return index(name) >= 0;
  }

  private int index(@Nullable Object name) {
    for (int i = 0; i < tensors.length; i++) {
      if (infos.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Set<Map.Entry<String, Tensor>> entrySet() {
    return new Entries();
  }

  /** Closes every tensor. Further calls do nothing. */
  @Override
  public void close() {
    for (Tensor tensor : tensors) {
      tensor.close();
    }
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Tensor>> {
    @Override
    public int size() {
      return tensors.length;
    }

    @Override
    public Iterator<Map.Entry<String, Tensor>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < tensors.length;
        }

        @Override
        public Map.Entry<String, Tensor> next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          Map.Entry<String, Tensor> entry = Map.entry(infos.get(next).name(), tensors[next]);
          next++;
          return entry;
        }
      };
    }
  }
}
