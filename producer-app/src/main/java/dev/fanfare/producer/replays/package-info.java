/// The calls that send again what was given up, or discard it.
@NullMarked
package dev.fanfare.producer.replays;

import org.jspecify.annotations.NullMarked;
