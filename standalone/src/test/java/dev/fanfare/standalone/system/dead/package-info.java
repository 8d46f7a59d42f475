/// Dead letters: seen, sent again and discarded, on the whole system.
@NullMarked
package dev.fanfare.standalone.system.dead;

import org.jspecify.annotations.NullMarked;
