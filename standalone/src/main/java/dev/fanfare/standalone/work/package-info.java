/// A command's work: done side by side, and failing in words.
@NullMarked
package dev.fanfare.standalone.work;

import org.jspecify.annotations.NullMarked;
