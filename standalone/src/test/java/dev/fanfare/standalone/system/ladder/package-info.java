/// How long it takes until the last of so many people is told.
@NullMarked
package dev.fanfare.standalone.system.ladder;

import org.jspecify.annotations.NullMarked;
