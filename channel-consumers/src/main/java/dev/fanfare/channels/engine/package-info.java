/// The delivery engine: a channel's records in, each handed on once, finished in any order, committed without gaps.
@NullMarked
package dev.fanfare.channels.engine;

import org.jspecify.annotations.NullMarked;
