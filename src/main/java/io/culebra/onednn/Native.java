package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_status2str;
import static io.culebra.onednn.ffi.dnnl.dnnl_success;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.ToIntFunction;

/**
 * The manners of oneDNN's C functions: a status comes back, and what they make through a pointer.
 */
final class Native {
  private Native() {}

  /**
   * Fails unless a call succeeded.
   *
   * @param what the call, for the message
   */
  static void check(int status, String what) {
    if (status != dnnl_success()) {
      throw new OnednnException(what + ": " + status(status));
    }
  }

  /** A status as oneDNN writes it: {@code unimplemented}. */
  static String status(int status) {
    return dnnl_status2str(status).getString(0);
  }

  /**
   * What a call makes.
   *
   * @param call is given the pointer to write to and returns the status
   */
  static MemorySegment make(String what, ToIntFunction<MemorySegment> call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointer = arena.allocate(ValueLayout.ADDRESS);
      check(call.applyAsInt(pointer), what);
      return pointer.get(ValueLayout.ADDRESS, 0);
    }
  }

  /**
   * What a call makes, to be destroyed when an arena is closed.
   *
   * @param call is given the pointer to write to and returns the status
   * @param destroy is given what was made and returns the status
   */
  static MemorySegment make(
      Arena arena,
      String what,
      ToIntFunction<MemorySegment> call,
      ToIntFunction<MemorySegment> destroy) {
    MemorySegment made = make(what, call);
    var _ = made.reinterpret(arena, handle -> check(destroy.applyAsInt(handle), "end of " + what));
    return made;
  }
}
