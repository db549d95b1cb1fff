/**
 * Operators that work element by element, with broadcasting where they have several inputs. They
 * take operands in either layout, as what matters is only that all have the same.
 */
@NullMarked
package io.culebra.vector.elementwise;

import org.jspecify.annotations.NullMarked;
