/// Every version of a schema fits every other.
@NullMarked
package dev.fanfare.schemas.published;

import org.jspecify.annotations.NullMarked;
