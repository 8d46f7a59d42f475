/// What an app needs before it starts: its settings for Kafka and the registry, and the topics.
@NullMarked
package dev.fanfare.schemas.setup;

import org.jspecify.annotations.NullMarked;
