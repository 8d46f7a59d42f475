package dev.fanfare.producer.addresses;

import dev.fanfare.schemas.Unsubscribe;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// What proves calls that come without a key: providers' callbacks, and links in mails. Empty: such calls are refused.
///
/// @param sms `fanfare.sms.twilio.auth-token` proves Twilio's
/// @param receipts `fanfare.receipts.email.secret` proves what is said of mails: `whsec_` and base64 of 24 to 64 bytes
/// @param linkSecret `fanfare.link-secret` signs links: 32 characters or more, the same for the channels
@ConfigurationProperties("fanfare")
public record AddressSettings(Sms sms, Receipts receipts, String linkSecret) {

    private static final String WEBHOOK_SECRET = "whsec_";

    public AddressSettings(@Nullable Sms sms, @Nullable Receipts receipts, @Nullable String linkSecret) {
        this.sms = sms == null ? new Sms(null) : sms;
        this.receipts = receipts == null ? new Receipts(null) : receipts;
        this.linkSecret = linkSecret == null ? "" : linkSecret;
        if (!this.linkSecret.isEmpty() && this.linkSecret.length() < Unsubscribe.SECRET_LEAST) {
            throw new IllegalArgumentException(
                    "fanfare.link-secret: must have at least " + Unsubscribe.SECRET_LEAST + " characters");
        }
    }

    /// `fanfare.sms.*`, as far as it is ours.
    public record Sms(Twilio twilio) {
        public Sms(@Nullable Twilio twilio) {
            this.twilio = twilio == null ? new Twilio(null) : twilio;
        }
    }

    /// `fanfare.sms.twilio.*`, as far as it is ours.
    public record Twilio(String authToken) {
        public Twilio(@Nullable String authToken) {
            this.authToken = authToken == null ? "" : authToken;
        }

        /// Without the token.
        @Override
        public String toString() {
            return "Twilio[authToken=" + (authToken.isEmpty() ? "none" : "set") + "]";
        }
    }

    /// `fanfare.receipts.*`.
    public record Receipts(Email email) {
        public Receipts(@Nullable Email email) {
            this.email = email == null ? new Email(null) : email;
        }
    }

    /// `fanfare.receipts.email.*`.
    public record Email(String secret) {
        public Email(@Nullable String secret) {
            this.secret = secret == null ? "" : secret;
            if (!this.secret.isEmpty() && !isSecret(this.secret)) {
                throw new IllegalArgumentException(
                        "fanfare.receipts.email.secret: must be whsec_ and base64 of 24 to 64 bytes");
            }
        }

        byte[] key() {
            return Base64.getDecoder().decode(secret.substring(WEBHOOK_SECRET.length()));
        }

        /// Without the secret.
        @Override
        public String toString() {
            return "Email[secret=" + (secret.isEmpty() ? "none" : "set") + "]";
        }

        private static boolean isSecret(String text) {
            try {
                int bytes = text.startsWith(WEBHOOK_SECRET)
                        ? Base64.getDecoder().decode(text.substring(WEBHOOK_SECRET.length())).length
                        : 0;
                return bytes >= 24 && bytes <= 64;
            } catch (IllegalArgumentException notBase64) {
                return false;
            }
        }
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "AddressSettings[sms=" + sms + ", receipts=" + receipts + ", linkSecret="
                + (linkSecret.isEmpty() ? "none" : "set") + "]";
    }
}
