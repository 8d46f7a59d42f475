/// The questions that the fan-out's stores answer over HTTP.
@NullMarked
package dev.fanfare.fanout.web;

import org.jspecify.annotations.NullMarked;
