package dev.fanfare.channels.sms;

import dev.fanfare.channels.delivery.SendSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What the sms channel is set to.
///
/// @param publicUrl the front door as the world sees it; where it is https, Twilio is asked to call back
public record SmsSettings(
        SendSettings send, TwilioSettings twilio, @Nullable URI publicUrl) {}
