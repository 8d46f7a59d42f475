/// The front door: events and reference data in, queries and the console forwarded to their owners.
@NullMarked
package dev.fanfare.producer;

import org.jspecify.annotations.NullMarked;
