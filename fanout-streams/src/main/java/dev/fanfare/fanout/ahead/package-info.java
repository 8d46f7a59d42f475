/// How far the expansion of bulk runs ahead of the channels.
@NullMarked
package dev.fanfare.fanout.ahead;

import org.jspecify.annotations.NullMarked;
