/// Each delivery: its state folded from outcomes, and the questions about it.
@NullMarked
package dev.fanfare.track.deliveries;

import org.jspecify.annotations.NullMarked;
