package io.culebra;

import io.culebra.tensor.LibraryCleaner;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * Closes what was dropped without being closed, once the garbage collector has found it. With
 * {@code -Dculebra.leaks=trace} it warns then, with the place where it was opened.
 */
final class Leak {
  /** The system property; {@code trace} costs a stack trace for each model and session. */
  static final String PROPERTY = "culebra.leaks";

  private static final System.Logger LOG = System.getLogger("io.culebra.leaks");

  private final Cleaner.Cleanable cleanable;
  private final Watch watch;

  /**
   * Watches an object that is being opened.
   *
   * @param what names it in the warning
   * @param close closes it; holds no reference to it
   */
  Leak(Object opened, String what, Runnable close) {
    this.watch = new Watch(what, close);
    this.cleanable = LibraryCleaner.register(opened, watch);
  }

  /** Ends the watch: somebody has closed it. */
  void closed() {
    watch.closed = true;
    cleanable.clean();
  }

  private static final class Watch implements Runnable {
    private final String what;
    private final Runnable close;
    private final @Nullable Throwable opened;
    private volatile boolean closed;

    Watch(String what, Runnable close) {
      this.what = what;
      this.close = close;
      this.opened =
          System.getProperty(PROPERTY, "").equals("trace")
              ? new Throwable(what + " was opened here")
              : null;
    }

    @Override
    public void run() {
      if (closed) {
        return;
      }
      if (opened != null) {
        LOG.log(Level.WARNING, what + " was dropped without close()", opened);
      }
      close.run();
    }
  }
}
