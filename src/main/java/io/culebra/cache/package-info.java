/**
 * What the library keeps on this machine between processes: where, and how files get there so that
 * nobody sees half of one.
 *
 * <p>Called by {@code onednn}, which unpacks native code there, and by {@code select}, which keeps
 * what was measured; calls no other room.
 */
@NullMarked
package io.culebra.cache;

import org.jspecify.annotations.NullMarked;
