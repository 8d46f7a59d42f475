package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;

/// Reads Apple's reasons:
/// https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns.
///
/// A bad token is not closed for good: where production and sandbox are mixed up, every token is bad.
final class ApnsReply {

    private ApnsReply() {}

    /// @param reason empty where Apple said none
    static Answer refused(int status, String reason) {
        String why = "HTTP " + status + (reason.isEmpty() ? "" : " " + reason);
        return switch (reason) {
            case "Unregistered", "ExpiredToken" -> new Answer.Gone(why);
            case "BadDeviceToken", "DeviceTokenNotForTopic", "MissingDeviceToken" ->
                new Answer.Rejected(Category.ADDRESS, why);
            // Of this one phone: the same push is taken later.
            case "TooManyRequests" -> new Answer.Deferred(Category.RATE_LIMIT, why);
            case "BadCertificate",
                    "BadCertificateEnvironment",
                    "ExpiredProviderToken",
                    "Forbidden",
                    "InvalidProviderToken",
                    "MissingProviderToken",
                    "UnrelatedKeyIdInToken",
                    "BadEnvironmentKeyInToken",
                    "BadTopic",
                    "MissingTopic",
                    "TopicDisallowed" -> new Answer.Deferred(Category.AUTHENTICATION, why);
            case "TooManyProviderTokenUpdates",
                    "IdleTimeout",
                    "InternalServerError",
                    "ServiceUnavailable",
                    "Shutdown" -> new Answer.Deferred(Category.PROVIDER, why);
            default -> byStatus(status, why);
        };
    }

    private static Answer byStatus(int status, String why) {
        return switch (status) {
            case 410 -> new Answer.Gone(why);
            case 403 -> new Answer.Deferred(Category.AUTHENTICATION, why);
            case 429 -> new Answer.Deferred(Category.PROVIDER, why);
            default ->
                status / 100 == 4
                        ? new Answer.Rejected(Category.REFUSED, why)
                        : new Answer.Deferred(Category.PROVIDER, why);
        };
    }
}
