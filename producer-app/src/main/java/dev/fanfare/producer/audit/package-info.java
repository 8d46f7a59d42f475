/// Who did what, kept for a year.
@NullMarked
package dev.fanfare.producer.audit;

import org.jspecify.annotations.NullMarked;
