/// Several instances of one channel, which agree upon how often and whom they call.
@NullMarked
package dev.fanfare.standalone.system.limits;

import org.jspecify.annotations.NullMarked;
