/// The calls that cancel, pause, resume or change a running event.
@NullMarked
package dev.fanfare.producer.steer;

import org.jspecify.annotations.NullMarked;
