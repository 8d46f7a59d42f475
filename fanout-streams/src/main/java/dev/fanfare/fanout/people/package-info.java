/// What one partition knows of its people and audiences.
@NullMarked
package dev.fanfare.fanout.people;

import org.jspecify.annotations.NullMarked;
