/** What results cost that a session allocates, and what memory plans for many shapes take. */
@NullMarked
package io.culebra.perf.memory;

import org.jspecify.annotations.NullMarked;
