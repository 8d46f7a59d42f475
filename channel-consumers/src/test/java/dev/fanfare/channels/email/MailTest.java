package dev.fanfare.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.schemas.Delivery;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.InstantSource;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Mails as a mailbox gets them.
@Timeout(60)
class MailTest {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    @DisplayName("S1-05 A mail has text and HTML, the sender, the person, and the delivery's id")
    void a_mail_has_all_that_it_needs() throws Exception {
        Delivery delivery = Delivery.newBuilder(Deliveries.email("ada"))
                .setTitle("Grüße: 荷物 🎺")
                .setBody("Ihr Paket ist da.\nZeile zwei")
                .setHtml("<p>Ihr <b>Paket</b> ist da: 荷物</p>")
                .build();
        MimeMessage mail = received(delivery, "");
        assertThat(mail.getSubject()).isEqualTo("Grüße: 荷物 🎺");
        assertThat(mail.getHeader("Subject", null)).startsWith("=?UTF-8?").matches("\\p{ASCII}+");
        assertThat(mail.getFrom()[0]).hasToString("Fanfare <fanfare@example.com>");
        assertThat(mail.getRecipients(RecipientType.TO))
                .extracting(Object::toString)
                .containsExactly("ada@example.org");
        assertThat(mail.getMessageID()).isEqualTo("<" + delivery.getId() + "@example.com>");
        assertThat(mail.getHeader("X-Fanfare-Delivery")).containsExactly(delivery.getId());
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getSentDate()).isEqualTo(Deliveries.NOON);
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(0).getContent().toString().replace("\r", ""))
                .isEqualTo("Ihr Paket ist da.\nZeile zwei");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>Ihr <b>Paket</b> ist da: 荷物</p>");
    }

    @Test
    void without_html_a_mail_is_text_alone() throws Exception {
        MimeMessage mail = received(Deliveries.email("ada"), "");
        assertThat(mail.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(mail.getContent().toString().strip()).isEqualTo("It left today.");
    }

    @Test
    void words_cannot_become_headers() throws Exception {
        Delivery evil = Delivery.newBuilder(Deliveries.email("ada"))
                .setTitle("Hello\r\nBcc: everybody@example.org\r\n\r\n<script>")
                .build();
        MimeMessage mail = received(evil, "");
        assertThat(Collections.list(mail.getAllHeaders()))
                .extracting(header -> header.getName())
                .doesNotContain("Bcc");
        assertThat(mail.getSubject()).isEqualTo("Hello Bcc: everybody@example.org <script>");
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void in_staging_every_mail_goes_to_one_address_and_says_whom_it_was_for() throws Exception {
        MimeMessage mail = received(Deliveries.email("ada"), "staging@example.net");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("staging@example.net");
        assertThat(mail.getHeader("X-Fanfare-Meant-For")).containsExactly("ada@example.org");
    }

    private MimeMessage received(Delivery delivery, String redirect) {
        SmtpSettings smtp = new SmtpSettings(
                "127.0.0.1", server.getSmtp().getPort(), "", "", "Fanfare <fanfare@example.com>", false);
        try (EmailGateway gateway = new EmailGateway(
                EmailSettings.of(SendSettings.DEFAULT, smtp, redirect), InstantSource.fixed(Deliveries.NOON))) {
            assertThat(gateway.send(delivery)).isInstanceOf(Answer.Delivered.class);
        }
        return server.getReceivedMessages()[0];
    }
}
