/// Events that are steered while they run, from outside and through real sockets.
@NullMarked
package dev.fanfare.standalone.system.steer;

import org.jspecify.annotations.NullMarked;
