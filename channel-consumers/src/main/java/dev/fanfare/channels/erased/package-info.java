/// Who was erased, as every process with channels knows it.
@NullMarked
package dev.fanfare.channels.erased;

import org.jspecify.annotations.NullMarked;
