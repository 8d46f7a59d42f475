/// Traces, as a collector gets them.
@NullMarked
package dev.fanfare.standalone.system.traces;

import org.jspecify.annotations.NullMarked;
