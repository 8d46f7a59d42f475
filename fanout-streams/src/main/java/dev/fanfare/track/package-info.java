/// Tracking: what becomes of each event and delivery, as a Streams application of its own.
@NullMarked
package dev.fanfare.track;

import org.jspecify.annotations.NullMarked;
