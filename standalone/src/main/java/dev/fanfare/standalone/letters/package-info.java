/// `dlt`: what was given up, seen, sent again and discarded.
@NullMarked
package dev.fanfare.standalone.letters;

import org.jspecify.annotations.NullMarked;
