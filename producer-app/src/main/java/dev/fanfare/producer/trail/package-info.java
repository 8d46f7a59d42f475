/// What became of one event for one person.
@NullMarked
package dev.fanfare.producer.trail;

import org.jspecify.annotations.NullMarked;
