/// The delivery engine and the channels.
@NullMarked
package dev.fanfare.channels;

import org.jspecify.annotations.NullMarked;
