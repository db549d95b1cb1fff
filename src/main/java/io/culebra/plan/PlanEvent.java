package io.culebra.plan;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** JDK Flight Recorder's event of a plan that was made. */
@Name("io.culebra.Plan")
@Label("Plan Made")
@Category("Culebra")
@StackTrace(false)
final class PlanEvent extends Event {
  @Label("Graph")
  String graph = "";

  @Label("Steps")
  int steps;

  @Label("Arena")
  @DataAmount
  long arenaBytes;
}
