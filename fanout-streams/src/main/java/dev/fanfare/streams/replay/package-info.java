/// One partition's part in replays: the walk, its pace and its reports, whatever is sent again.
@NullMarked
package dev.fanfare.streams.replay;

import org.jspecify.annotations.NullMarked;
