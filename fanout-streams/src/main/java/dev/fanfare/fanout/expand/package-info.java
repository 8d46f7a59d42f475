/// The index walk: a slice in, chunks of deliveries out.
@NullMarked
package dev.fanfare.fanout.expand;

import org.jspecify.annotations.NullMarked;
