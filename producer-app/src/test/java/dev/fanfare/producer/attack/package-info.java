/// What somebody who means ill would send.
@NullMarked
package dev.fanfare.producer.attack;

import org.jspecify.annotations.NullMarked;
