/// The other two apps: their answers, handed on or asked for.
@NullMarked
package dev.fanfare.producer.peers;

import org.jspecify.annotations.NullMarked;
