/// When an event occurs again and again: pure rules over time zones.
@NullMarked
package dev.fanfare.schemas.recur;

import org.jspecify.annotations.NullMarked;
