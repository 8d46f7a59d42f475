/// Processes are killed while thousands of timers wait.
@NullMarked
package dev.fanfare.standalone.system.timers;

import org.jspecify.annotations.NullMarked;
