package dev.fanfare.standalone.sink;

import java.time.Instant;

/// One call that a sink answered with success.
///
/// @param delivery the delivery's id, as the call named it
/// @param address the e-mail address, or the path of the webhook
/// @param title the mail's subject, or the webhook's `type`
public record Received(String delivery, String address, String title, Instant at) {}
