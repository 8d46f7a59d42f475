package dev.fanfare.channels.email;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Unsubscribe;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the links by which a mail is unsubscribed from.
///
/// @param door where they lead, without a slash at its end; empty: there are none
/// @param secret that signs them
public record UnsubscribeLinks(String door, String secret) {

    /// No mail has any.
    public static final UnsubscribeLinks NONE = new UnsubscribeLinks("", "");

    /// RFC 8058 wants https, and nobody can be trusted with a link that is not signed.
    ///
    /// @throws IllegalArgumentException where the secret is too short, naming the setting
    public static UnsubscribeLinks of(@Nullable URI publicUrl, String secret) {
        check(secret);
        return publicUrl != null && "https".equals(publicUrl.getScheme()) && !secret.isEmpty()
                ? new UnsubscribeLinks(publicUrl.toString().replaceFirst("/+$", ""), secret)
                : NONE;
    }

    /// @throws IllegalArgumentException where the secret is too short, naming the setting
    public static void check(String secret) {
        if (!secret.isEmpty() && secret.length() < Unsubscribe.SECRET_LEAST) {
            throw new IllegalArgumentException(
                    "fanfare.link-secret: must have at least " + Unsubscribe.SECRET_LEAST + " characters");
        }
    }

    /// None for what is mandatory.
    Optional<String> of(Delivery delivery) {
        if (door.isEmpty() || delivery.getMandatory()) {
            return Optional.empty();
        }
        return Optional.of(door + "/u/" + new Unsubscribe(delivery.getRecipient(), delivery.getType()).token(secret));
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "UnsubscribeLinks[door=" + door + "]";
    }
}
