/// The whole pipeline against real servers, judged from outside.
@NullMarked
package dev.fanfare.standalone.system;

import org.jspecify.annotations.NullMarked;
