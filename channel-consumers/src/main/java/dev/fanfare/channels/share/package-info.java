/// How much of a provider's rate each instance may use, so that all of them together keep within it.
@NullMarked
package dev.fanfare.channels.share;

import org.jspecify.annotations.NullMarked;
