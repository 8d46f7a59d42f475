/// The inbox: a small Streams application that turns in-app deliveries and readers' actions into a store, and its
/// queries.
@NullMarked
package dev.fanfare.channels.inbox;

import org.jspecify.annotations.NullMarked;
