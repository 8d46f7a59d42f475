/// Calls of providers over HTTP: bounded in time and size, never into our own network unless we are told to.
@NullMarked
package dev.fanfare.channels.http;

import org.jspecify.annotations.NullMarked;
