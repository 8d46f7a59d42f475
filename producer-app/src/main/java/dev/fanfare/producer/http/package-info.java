/// Every call's way in: hosts, keys, the table of routes, JSON with named errors.
@NullMarked
package dev.fanfare.producer.http;

import org.jspecify.annotations.NullMarked;
