/// Who may call this process: only who names it rightly and shows the internal key.
@NullMarked
package dev.fanfare.channels.door;

import org.jspecify.annotations.NullMarked;
