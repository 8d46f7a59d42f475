/// What the pages for those who come from elsewhere show.
@NullMarked
package dev.fanfare.producer.moving;

import org.jspecify.annotations.NullMarked;
