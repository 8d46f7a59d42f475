/// Real events of another system, from file to mailbox, endpoint and inbox.
@NullMarked
package dev.fanfare.standalone.system.github;

import org.jspecify.annotations.NullMarked;
