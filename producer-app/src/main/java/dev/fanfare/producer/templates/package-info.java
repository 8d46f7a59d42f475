/// The words, as JSON.
@NullMarked
package dev.fanfare.producer.templates;

import org.jspecify.annotations.NullMarked;
