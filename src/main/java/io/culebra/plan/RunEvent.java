package io.culebra.plan;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** JDK Flight Recorder's event of one run of a network, the wait for a lane included. */
@Name("io.culebra.Run")
@Label("Network Run")
@Category("Culebra")
@StackTrace(false)
final class RunEvent extends Event {
  @Label("Graph")
  String graph = "";

  @Label("Stretches")
  int stretches;
}
