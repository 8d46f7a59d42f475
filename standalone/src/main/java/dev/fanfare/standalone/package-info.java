/// Everything in one JVM with an embedded broker, and the command line.
@NullMarked
package dev.fanfare.standalone;

import org.jspecify.annotations.NullMarked;
