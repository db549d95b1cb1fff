/**
 * Programs that use the library as its users do: compiled against the packaged jars, run in virtual
 * machines of their own. Nobody calls it.
 */
@NullMarked
package io.culebra.consumer;

import org.jspecify.annotations.NullMarked;
