package dev.fanfare.channels.email;

import dev.fanfare.channels.delivery.SendSettings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;

/// What the e-mail channel is set to.
///
/// @param redirect where every mail goes instead (staging), if anywhere
/// @param links by which a mail is unsubscribed from
public record EmailSettings(
        SendSettings send, SmtpSettings smtp, Optional<InternetAddress> redirect, UnsubscribeLinks links) {

    /// Without links.
    public EmailSettings(SendSettings send, SmtpSettings smtp, Optional<InternetAddress> redirect) {
        this(send, smtp, redirect, UnsubscribeLinks.NONE);
    }

    public EmailSettings with(UnsubscribeLinks links) {
        return new EmailSettings(send, smtp, redirect, links);
    }

    /// @param redirect `fanfare.redirect.email`; empty for none
    /// @throws IllegalArgumentException naming the setting that is wrong
    public static EmailSettings of(SendSettings send, SmtpSettings smtp, String redirect) {
        try {
            return new EmailSettings(
                    send, smtp, redirect.isEmpty() ? Optional.empty() : Optional.of(MailAddress.of(redirect)));
        } catch (AddressException wrong) {
            throw new IllegalArgumentException(
                    "fanfare.redirect.email: is no mail address: " + wrong.getMessage(), wrong);
        }
    }
}
