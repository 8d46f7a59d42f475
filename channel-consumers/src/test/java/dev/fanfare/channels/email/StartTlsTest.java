package dev.fanfare.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Certificate;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.SendSettings;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Mails over TLS that begins with STARTTLS, with a password, as a relay wants it.
@Timeout(60)
class StartTlsTest {

    private static final Certificate CERTIFICATE = Certificate.made();
    private static final String PASSWORD = "s3cret-passw0rd";

    private final SSLContext before = trusted();
    private final TlsSmtp server = new TlsSmtp(CERTIFICATE);

    @BeforeEach
    void trust() {
        SSLContext.setDefault(TlsSmtp.context(CERTIFICATE));
    }

    @AfterEach
    void close() {
        SSLContext.setDefault(before);
        server.close();
    }

    @Test
    void nothing_but_the_wish_for_it_is_said_before_the_connection_is_encrypted() {
        assertThat(sent("127.0.0.1")).isInstanceOf(Answer.Delivered.class);

        assertThat(server.openly).extracting(line -> line.split(" ", 2)[0]).containsExactly("EHLO", "STARTTLS");
        String login =
                Base64.getEncoder().encodeToString(("fanfare\0fanfare\0" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(server.encrypted)
                .contains("AUTH PLAIN " + login, "RCPT TO:<ada@example.org>")
                .anyMatch(line -> line.startsWith("Message-ID: <"));
    }

    @Test
    void a_server_whose_certificate_nobody_trusts_hears_neither_password_nor_mail() {
        SSLContext.setDefault(before);
        assertNothingSaid(sent("127.0.0.1"));
    }

    @Test
    void nor_does_one_that_shows_the_certificate_of_another() {
        assertNothingSaid(sent("localhost"));
    }

    private void assertNothingSaid(Answer answer) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                .isEqualTo(Category.CONNECTION));
        assertThat(server.encrypted).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        assertThat(server.openly).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }

    private Answer sent(String host) {
        SmtpSettings smtp = new SmtpSettings(host, server.port(), "fanfare", PASSWORD, "fanfare@example.com", null);
        try (Gateway gateway = new EmailGateway(
                EmailSettings.of(SendSettings.DEFAULT, smtp, ""), InstantSource.fixed(Deliveries.NOON))) {
            return gateway.send(Deliveries.email("ada"));
        }
    }

    private static SSLContext trusted() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException(none);
        }
    }
}
