/// The console: pages for whoever runs the system, each of which asks and acts by the calls of the table.
@NullMarked
package dev.fanfare.producer.console;

import org.jspecify.annotations.NullMarked;
