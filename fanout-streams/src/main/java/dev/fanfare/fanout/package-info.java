/// The topologies: fan-out with the due queue, and tracking, with the queries over their stores.
@NullMarked
package dev.fanfare.fanout;

import org.jspecify.annotations.NullMarked;
