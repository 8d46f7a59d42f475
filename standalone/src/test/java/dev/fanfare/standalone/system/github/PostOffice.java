package dev.fanfare.standalone.system.github;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A mail server that keeps what it takes, in one mailbox for each address.
final class PostOffice implements AutoCloseable {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    PostOffice() {
        server.start();
    }

    /// What Fanfare must be told to reach it, and endpoints on this machine.
    Map<String, String> settings() {
        return Map.of(
                "fanfare.email.smtp.host", "127.0.0.1",
                "fanfare.email.smtp.port", String.valueOf(server.getSmtp().getPort()),
                "fanfare.webhook.allow-private-addresses", "true",
                // A crowded machine may be slow; what is deferred for that would not be back before the test ends.
                "fanfare.email.timeout", "60s",
                "fanfare.webhook.timeout", "60s");
    }

    List<Arrival> mails() {
        return server.getUserManager().listUser().stream().flatMap(this::of).toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    private Stream<Arrival> of(GreenMailUser user) {
        try {
            return server.getManagers().getImapHostManager().getInbox(user).getMessages().stream()
                    .map(message -> new Arrival("", user.getEmail(), subject(message)));
        } catch (FolderException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static String subject(StoredMessage message) {
        try {
            return message.getMimeMessage().getSubject();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
