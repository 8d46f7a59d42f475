/// A person who is erased while everything is under way.
@NullMarked
package dev.fanfare.standalone.system.erase;

import org.jspecify.annotations.NullMarked;
