/// Dead letters as a table: kept, counted, listed, and sent again or discarded.
@NullMarked
package dev.fanfare.track.dead;

import org.jspecify.annotations.NullMarked;
