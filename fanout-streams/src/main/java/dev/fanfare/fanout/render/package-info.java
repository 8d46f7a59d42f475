/// Templates to words.
@NullMarked
package dev.fanfare.fanout.render;

import org.jspecify.annotations.NullMarked;
