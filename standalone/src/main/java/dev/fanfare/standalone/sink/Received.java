package dev.fanfare.standalone.sink;

import java.time.Instant;

/// One call of a sink.
///
/// @param delivery the delivery's id, as the call named it; empty where it was refused before it did
/// @param address the e-mail address, or the path of the webhook
/// @param title the mail's subject, or the webhook's `type`; empty where it was refused
public record Received(String delivery, String address, String title, Instant at) {}
