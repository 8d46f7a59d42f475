/// Each event: its counts added up, its state derived from them, and the questions about it.
@NullMarked
package dev.fanfare.track.events;

import org.jspecify.annotations.NullMarked;
