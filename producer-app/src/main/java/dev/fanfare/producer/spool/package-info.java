/// What was accepted while Kafka is away: on the local disk until Kafka has it.
@NullMarked
package dev.fanfare.producer.spool;

import org.jspecify.annotations.NullMarked;
