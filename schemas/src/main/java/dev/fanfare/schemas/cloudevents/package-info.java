/// CloudEvents as they come in, by whatever way: the one place that reads and checks them.
@NullMarked
package dev.fanfare.schemas.cloudevents;

import org.jspecify.annotations.NullMarked;
