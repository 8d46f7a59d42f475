/// What cannot be read stands on the topics, and everything else goes on.
@NullMarked
package dev.fanfare.standalone.system.bad;

import org.jspecify.annotations.NullMarked;
