/// One attempt: a delivery, its provider's answer, and what follows from it.
@NullMarked
package dev.fanfare.channels.delivery;

import org.jspecify.annotations.NullMarked;
