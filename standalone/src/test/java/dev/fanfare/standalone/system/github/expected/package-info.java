/// What the GitHub events must lead to, worked out without Fanfare: nothing of it is imported here, and a test holds
/// that.
@NullMarked
package dev.fanfare.standalone.system.github.expected;

import org.jspecify.annotations.NullMarked;
