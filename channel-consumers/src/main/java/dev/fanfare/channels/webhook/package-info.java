/// Webhooks, signed as Standard Webhooks says (https://www.standardwebhooks.com), and never into our own network.
@NullMarked
package dev.fanfare.channels.webhook;

import org.jspecify.annotations.NullMarked;
