package dev.fanfare.channels.push;

import dev.fanfare.channels.http.OperatorUrl;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.push.fcm.*`: Firebase Cloud Messaging.
///
/// @param url of its API
/// @param credentials a service account's JSON, or the file that holds it; empty: pushes for its tokens are deferred
public record FcmSettings(
        @DefaultValue("https://fcm.googleapis.com") String url,
        @DefaultValue("") String credentials) {

    public FcmSettings {
        url = OperatorUrl.checked("fanfare.push.fcm.url", url);
        if (!credentials.isEmpty()) {
            ServiceAccount.of(credentials);
        }
    }

    boolean complete() {
        return !credentials.isEmpty();
    }

    /// Without the credentials.
    @Override
    public String toString() {
        return "FcmSettings[url=" + url + ", credentials=" + (complete() ? "set" : "none") + "]";
    }
}
