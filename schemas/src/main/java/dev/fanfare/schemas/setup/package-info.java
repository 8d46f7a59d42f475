/// What an app needs before it starts: its settings for Kafka, the registry and itself, and the topics.
@NullMarked
package dev.fanfare.schemas.setup;

import org.jspecify.annotations.NullMarked;
