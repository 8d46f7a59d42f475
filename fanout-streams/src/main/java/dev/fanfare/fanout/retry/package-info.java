/// What a channel could not deliver yet, until it is due.
@NullMarked
package dev.fanfare.fanout.retry;

import org.jspecify.annotations.NullMarked;
