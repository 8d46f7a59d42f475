/// The console in a real browser, before a pipeline that runs.
@NullMarked
package dev.fanfare.standalone.system.console;

import org.jspecify.annotations.NullMarked;
