/// How an app stands with Kafka while it runs.
@NullMarked
package dev.fanfare.schemas.running;

import org.jspecify.annotations.NullMarked;
