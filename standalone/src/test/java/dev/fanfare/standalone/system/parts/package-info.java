/// What stands around the pipeline in these tests: providers, callers, processes.
@NullMarked
package dev.fanfare.standalone.system.parts;

import org.jspecify.annotations.NullMarked;
