/// Processes start side by side on an empty broker.
@NullMarked
package dev.fanfare.standalone.system.start;

import org.jspecify.annotations.NullMarked;
