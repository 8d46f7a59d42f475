/// Events in; out, one slice for each partition that holds recipients.
@NullMarked
package dev.fanfare.fanout.admit;

import org.jspecify.annotations.NullMarked;
