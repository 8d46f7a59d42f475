/// Holds every requirement against what proves it.
@NullMarked
package dev.fanfare.standalone.conformance;

import org.jspecify.annotations.NullMarked;
