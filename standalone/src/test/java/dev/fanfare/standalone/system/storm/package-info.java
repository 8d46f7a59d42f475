/// All guarantees at once while everything that may break breaks, by a seed.
@NullMarked
package dev.fanfare.standalone.system.storm;

import org.jspecify.annotations.NullMarked;
