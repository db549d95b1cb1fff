/**
 * The inference engines that are measured, behind one interface. Each runs in a worker process of
 * its own, so that no engine's threads disturb another's.
 */
@NullMarked
package io.culebra.perf.engine;

import org.jspecify.annotations.NullMarked;
