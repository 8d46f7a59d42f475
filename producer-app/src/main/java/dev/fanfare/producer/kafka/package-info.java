/// Writing to the topics, and knowing when it is done.
@NullMarked
package dev.fanfare.producer.kafka;

import org.jspecify.annotations.NullMarked;
