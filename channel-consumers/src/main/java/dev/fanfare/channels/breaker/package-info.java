/// Who is asked no more, for a while or for good: breakers of providers and endpoints, the same on every instance.
@NullMarked
package dev.fanfare.channels.breaker;

import org.jspecify.annotations.NullMarked;
