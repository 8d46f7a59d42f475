/// Fanfare's settings before anything starts: which there are, and whether what was given fits.
@NullMarked
package dev.fanfare.standalone.settings;

import org.jspecify.annotations.NullMarked;
