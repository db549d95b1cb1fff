/**
 * The way from graphs that were built in Java to models that run, without a public method that
 * shows the graph. The top package sets it up; {@code nn} calls it.
 */
@NullMarked
package io.culebra.access;

import org.jspecify.annotations.NullMarked;
