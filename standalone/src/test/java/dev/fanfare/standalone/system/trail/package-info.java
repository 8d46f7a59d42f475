/// What became of each of very different deliveries, asked person by person.
@NullMarked
package dev.fanfare.standalone.system.trail;

import org.jspecify.annotations.NullMarked;
