/// What is said of dead letters from outside, read strictly.
@NullMarked
package dev.fanfare.schemas.letters;

import org.jspecify.annotations.NullMarked;
