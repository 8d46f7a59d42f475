/// Looks for what would stop Fanfare from running here, and says what to do about it.
@NullMarked
package dev.fanfare.standalone.check;

import org.jspecify.annotations.NullMarked;
