/// Events in: one, many, or a stream without end.
@NullMarked
package dev.fanfare.producer.events;

import org.jspecify.annotations.NullMarked;
