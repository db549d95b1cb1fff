/** How many runs a second a session gives to several callers at once. */
@NullMarked
package io.culebra.perf.callers;

import org.jspecify.annotations.NullMarked;
