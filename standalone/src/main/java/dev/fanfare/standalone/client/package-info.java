/// The commands that are calls of the front door.
@NullMarked
package dev.fanfare.standalone.client;

import org.jspecify.annotations.NullMarked;
