/// What was asked of events that are under way, as every instance of every channel knows it.
@NullMarked
package dev.fanfare.channels.controls;

import org.jspecify.annotations.NullMarked;
