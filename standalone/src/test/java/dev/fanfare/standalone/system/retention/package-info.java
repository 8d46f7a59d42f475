/// What waits is never deleted, and what was worked off is.
@NullMarked
package dev.fanfare.standalone.system.retention;

import org.jspecify.annotations.NullMarked;
