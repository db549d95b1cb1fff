/**
 * One engine in a process of its own: {@link io.culebra.perf.worker.Worker} is the child's main
 * class, {@link io.culebra.perf.worker.WorkerProcess} the parent's handle. They talk in lines of
 * JSON, one {@link io.culebra.perf.worker.Message} each.
 */
@NullMarked
package io.culebra.perf.worker;

import org.jspecify.annotations.NullMarked;
