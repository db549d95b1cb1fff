package io.culebra.perf.slow;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import java.util.List;
import java.util.ServiceLoader;

/** The vector backend's implementations of one operator, slowed; found before the true ones. */
public final class SlowedProvider implements ImplementationProvider {

  private static final String BACKEND = "vector";

  @Override
  public String backend() {
    return BACKEND;
  }

  @Override
  public Availability availability() {
    return original().availability();
  }

  @Override
  public List<Implementation> implementations() {
    Slowdown slowdown = Slowdown.ofThisJvm();
    return original().implementations().stream()
        .filter(i -> i.operator().getSimpleName().equals(slowdown.operator()))
        .<Implementation>map(i -> new SlowedImplementation(i, slowdown.factor()))
        .toList();
  }

  private static ImplementationProvider original() {
    return ServiceLoader.load(ImplementationProvider.class).stream()
        .filter(provider -> !provider.type().equals(SlowedProvider.class))
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.backend().equals(BACKEND))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no backend " + BACKEND));
  }
}
