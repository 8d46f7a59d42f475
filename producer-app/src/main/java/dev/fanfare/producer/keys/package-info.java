/// Who calls, and what a caller may.
@NullMarked
package dev.fanfare.producer.keys;

import org.jspecify.annotations.NullMarked;
