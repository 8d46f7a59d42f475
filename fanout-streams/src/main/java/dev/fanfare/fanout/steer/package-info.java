/// What commands about a running event come to, where its recipients live.
@NullMarked
package dev.fanfare.fanout.steer;

import org.jspecify.annotations.NullMarked;
