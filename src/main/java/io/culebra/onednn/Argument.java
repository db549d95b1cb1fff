package io.culebra.onednn;

import io.culebra.kernel.Binding;
import java.lang.foreign.MemorySegment;

/** An execution argument of a primitive and where its memory comes from. */
sealed interface Argument {
  /** oneDNN's number of the argument. */
  int arg();

  /** Where the memory lies for a step that is bound. */
  long address(Binding binding);

  /** An input of the step. */
  record Input(int arg, int index) implements Argument {
    @Override
    public long address(Binding binding) {
      return binding.input(index);
    }
  }

  /** An output of the step. */
  record Output(int arg, int index) implements Argument {
    @Override
    public long address(Binding binding) {
      return binding.output(index);
    }
  }

  /** The scratch of the step. */
  record Scratch(int arg) implements Argument {
    @Override
    public long address(Binding binding) {
      return binding.scratch();
    }
  }

  /** A place in the scratch of the step, so far from its start, for what nobody reads. */
  record Spare(int arg, long offset, long bytes) implements Argument {
    @Override
    public long address(Binding binding) {
      return binding.scratch() + offset;
    }
  }

  /** Memory that lives as long as the model: packed weights. */
  record Packed(int arg, MemorySegment memory) implements Argument {
    @Override
    public long address(Binding binding) {
      return memory.address();
    }
  }
}
