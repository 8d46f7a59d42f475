/// What both Streams applications and their queries stand on: settings, life cycle, health, and the guarded door.
@NullMarked
package dev.fanfare.streams;

import org.jspecify.annotations.NullMarked;
