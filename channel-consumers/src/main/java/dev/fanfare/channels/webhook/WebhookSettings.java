package dev.fanfare.channels.webhook;

import dev.fanfare.channels.delivery.SendSettings;

/// What the webhook channel is set to.
///
/// @param allowPrivateAddresses whether endpoints may lie in this machine's or its network's own address ranges
public record WebhookSettings(SendSettings send, boolean allowPrivateAddresses) {}
