/// Servers that take what Fanfare sends and count it themselves: a mail server and a webhook endpoint, on loopback.
@NullMarked
package dev.fanfare.standalone.sink;

import org.jspecify.annotations.NullMarked;
