/// How often a person is told of something.
@NullMarked
package dev.fanfare.fanout.limits;

import org.jspecify.annotations.NullMarked;
