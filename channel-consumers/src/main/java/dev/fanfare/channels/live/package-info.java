/// The streams that people have open: each instance reads what is told to them from Kafka itself, so that any instance
/// serves anybody.
@NullMarked
package dev.fanfare.channels.live;

import org.jspecify.annotations.NullMarked;
