/// The streams that people open at this door: read from channel-consumers, from the next instance where one goes away,
/// and told as server-sent events or over a WebSocket.
@NullMarked
package dev.fanfare.producer.live;

import org.jspecify.annotations.NullMarked;
