/// The whole pipeline in this JVM.
@NullMarked
package dev.fanfare.standalone.up;

import org.jspecify.annotations.NullMarked;
