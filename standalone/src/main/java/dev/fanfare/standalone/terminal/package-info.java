/// Words for people on standard error, results on standard output.
@NullMarked
package dev.fanfare.standalone.terminal;

import org.jspecify.annotations.NullMarked;
