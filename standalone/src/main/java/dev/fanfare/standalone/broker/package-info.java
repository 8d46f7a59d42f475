/// One Kafka broker of our own: inside this JVM, or as a process.
@NullMarked
package dev.fanfare.standalone.broker;

import org.jspecify.annotations.NullMarked;
