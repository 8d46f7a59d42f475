/// Events by every way in, and the page that tells how.
@NullMarked
package dev.fanfare.standalone.system.ways;

import org.jspecify.annotations.NullMarked;
