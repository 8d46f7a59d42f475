/// What a provider defers comes back, as often and as late as it should.
@NullMarked
package dev.fanfare.standalone.system.retry;

import org.jspecify.annotations.NullMarked;
