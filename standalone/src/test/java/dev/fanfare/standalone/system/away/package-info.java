/// Kafka goes away for a while.
@NullMarked
package dev.fanfare.standalone.system.away;

import org.jspecify.annotations.NullMarked;
