/// Recipients and their preferences.
@NullMarked
package dev.fanfare.producer.people;

import org.jspecify.annotations.NullMarked;
