/// A real schema registry, and clients that are none of ours.
@NullMarked
package dev.fanfare.standalone.system.registry;

import org.jspecify.annotations.NullMarked;
