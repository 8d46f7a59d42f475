/// One event to very many people, while fan-out processes and the broker are killed.
@NullMarked
package dev.fanfare.standalone.system.broadcast;

import org.jspecify.annotations.NullMarked;
