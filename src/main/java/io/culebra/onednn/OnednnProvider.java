package io.culebra.onednn;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import java.util.List;
import java.util.Map;

/**
 * The backend {@code onednn}. The native library is loaded when {@link #availability} is first
 * asked for.
 */
public final class OnednnProvider implements ImplementationProvider {
  static final String BACKEND = "onednn";

  @Override
  public String backend() {
    return BACKEND;
  }

  @Override
  public Availability availability() {
    return OnednnLibrary.get().availability();
  }

  @Override
  public Map<String, String> facts() {
    return OnednnLibrary.get().facts();
  }

  @Override
  public void prepareThread(int threads) {
    OpenMp.startTeam(threads);
  }

  @Override
  public void probeThreads(int threads) {
    OpenMp.probeTeam(threads);
  }

  @Override
  public List<Implementation> implementations() {
    return OnednnImplementations.ALL;
  }
}
