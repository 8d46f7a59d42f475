/// Three brokers, and several of each app.
@NullMarked
package dev.fanfare.standalone.system.several;

import org.jspecify.annotations.NullMarked;
