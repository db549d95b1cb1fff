/**
 * Single numbers: how an element of each type is read and written, and what an operator does to one
 * element or two. The one place where the meaning of elementwise operators stands in plain Java.
 *
 * <p>For {@code reference}, {@code portable}, and what {@code onednn} does to numbers that its
 * post-ops get wrong; the fast backends have code of their own. Calls {@code op} and {@code
 * tensor}. Everything is immutable or static, safe for use by many threads.
 */
@NullMarked
package io.culebra.scalar;

import org.jspecify.annotations.NullMarked;
