/// Who belongs to which audience by call.
@NullMarked
package dev.fanfare.producer.audiences;

import org.jspecify.annotations.NullMarked;
