package dev.fanfare.standalone.demo;

import dev.fanfare.standalone.sink.Behaviour;
import dev.fanfare.standalone.sink.Counts;
import dev.fanfare.standalone.sink.MailSink;
import dev.fanfare.standalone.sink.WebhookSink;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/// The demo's own mail and webhook servers, with one mailbox and one webhook that are broken on purpose.
final class Servers implements People.Endpoints, AutoCloseable {

    private static final int NO_SUCH_MAILBOX = 550;
    private static final int BAD_REQUEST = 400;
    private static final int SECRET_BYTES = 32;

    private final String secret = newSecret();
    private final MailSink mail;
    private final WebhookSink webhook;

    Servers() {
        var behaviour = new Behaviour();
        behaviour.refuse(People.mailbox(People.REFUSED_MAILBOX), NO_SUCH_MAILBOX);
        behaviour.refuse(path(People.BROKEN_WEBHOOK), BAD_REQUEST);
        mail = new MailSink(0, behaviour);
        webhook = new WebhookSink(0, secret, behaviour);
    }

    @Override
    public String webhook(String person) {
        return webhook.url(path(person));
    }

    @Override
    public String secret() {
        return secret;
    }

    /// By the name of the channel that they serve.
    Map<String, Counts> counts() {
        return Map.of("email", mail.counts(), "webhook", webhook.counts());
    }

    int mailPort() {
        return mail.port();
    }

    @Override
    public void close() {
        mail.close();
        webhook.close();
    }

    private static String path(String person) {
        return "/hooks/" + person;
    }

    private static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }
}
