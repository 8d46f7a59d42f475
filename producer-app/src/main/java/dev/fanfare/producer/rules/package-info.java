/// What an event type leads to, as JSON.
@NullMarked
package dev.fanfare.producer.rules;

import org.jspecify.annotations.NullMarked;
