/// One message for what came in a while.
@NullMarked
package dev.fanfare.fanout.digest;

import org.jspecify.annotations.NullMarked;
