package dev.fanfare.channels.webhook;

import dev.fanfare.channels.http.Endpoint;
import dev.fanfare.schemas.Delivery;
import java.time.Instant;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// Makes the request of a delivery, signed with each of the endpoint's secrets.
final class PostSigned {

    private PostSigned() {}

    /// @throws IllegalArgumentException where the URL or a secret cannot be used; the message repeats neither
    static HttpPost of(Delivery delivery, Instant now) {
        byte[] body = WebhookBody.of(delivery);
        HttpPost post = new HttpPost(Endpoint.of(delivery.getAddress()).url());
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON.withCharset((String) null)));
        post.setHeader("webhook-id", delivery.getId());
        post.setHeader("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        String signatures = delivery.getSecrets().stream()
                .map(secret -> SigningSecret.of(secret).sign(delivery.getId(), now.getEpochSecond(), body))
                .collect(Collectors.joining(" "));
        if (!signatures.isEmpty()) {
            post.setHeader("webhook-signature", signatures);
        }
        return post;
    }
}
