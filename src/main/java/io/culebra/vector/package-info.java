/**
 * The vector backend: implementations of operators as loops of the JDK Vector API, on raw off-heap
 * addresses.
 *
 * <p>This package and those below it are the only ones that touch {@code jdk.incubator.vector}; the
 * planner finds them as a service.
 */
@NullMarked
package io.culebra.vector;

import org.jspecify.annotations.NullMarked;
