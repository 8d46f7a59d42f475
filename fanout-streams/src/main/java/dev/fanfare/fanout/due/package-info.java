/// The due queue: everything that waits.
@NullMarked
package dev.fanfare.fanout.due;

import org.jspecify.annotations.NullMarked;
