/// Processes are killed while deliveries are under way.
@NullMarked
package dev.fanfare.standalone.system.kill;

import org.jspecify.annotations.NullMarked;
