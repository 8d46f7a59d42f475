/// What a channel process makes of slow, broken and hanging providers.
@NullMarked
package dev.fanfare.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;
