/// What throws again and again, set aside so that the others go on.
@NullMarked
package dev.fanfare.fanout.aside;

import org.jspecify.annotations.NullMarked;
