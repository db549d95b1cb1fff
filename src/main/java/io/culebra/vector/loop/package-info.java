/**
 * Loops over memory with a function as a constant. Every function gets a copy of the loop's class
 * of its own, with its own profile and its own compiled code, so the compiler always inlines the
 * function and no vector ever becomes an object.
 *
 * <p>Addresses are raw; who calls a loop has proven its bounds. Called by the vector
 * implementations.
 */
@NullMarked
package io.culebra.vector.loop;

import org.jspecify.annotations.NullMarked;
