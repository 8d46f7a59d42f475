/// JSON from outside, read strictly and with named errors.
@NullMarked
package dev.fanfare.schemas.json;

import org.jspecify.annotations.NullMarked;
