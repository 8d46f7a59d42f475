package dev.fanfare.channels.email;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.ToldDelivery;
import dev.fanfare.schemas.Unsubscribe;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/// Makes the mail of a delivery: text, and HTML beside it where there is some; the same delivery always has the same
/// Message-ID.
final class ComposeMail {

    /// Names the delivery, for whoever matches bounces or counts mails.
    static final String DELIVERY_HEADER = "X-Fanfare-Delivery";
    /// Whom a mail was meant for that `fanfare.redirect.email` sent elsewhere.
    static final String MEANT_FOR_HEADER = "X-Fanfare-Meant-For";

    /// Of what stands behind a header's name; a line has 998 octets at most (RFC 5322, 2.1.1).
    private static final int LONGEST_LINE = 900;

    private static final String UTF_8 = "UTF-8";

    /// Names the delivery to whoever reports a bounce: all that `POST /v1/receipts/email` needs.
    static final String RECEIPT_HEADER = "X-Fanfare-Receipt";

    private final Session session;
    private final InternetAddress from;
    private final UnsubscribeLinks links;
    private final InstantSource clock;

    ComposeMail(Session session, InternetAddress from, UnsubscribeLinks links, InstantSource clock) {
        this.session = session;
        this.from = from;
        this.links = links;
        this.clock = clock;
    }

    MimeMessage of(Delivery delivery, InternetAddress to) throws MessagingException {
        String id = line(delivery.getId());
        MimeMessage mail = new WithMessageId(session, "<" + id + "@" + host(from) + ">");
        mail.setFrom(from);
        mail.setRecipient(RecipientType.TO, to);
        mail.setSubject(line(delivery.getTitle()), UTF_8);
        mail.setSentDate(Date.from(clock.instant()));
        mail.setHeader(DELIVERY_HEADER, id);
        mail.setHeader(RECEIPT_HEADER, folded(ToldDelivery.of(delivery).text()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        Optional<String> link = links.of(delivery);
        if (link.isPresent() && link.get().length() <= LONGEST_LINE) {
            mail.setHeader("List-Unsubscribe", "<" + link.get() + ">");
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        String text = delivery.getBody().replace(Unsubscribe.PLACE, link.orElse(""));
        String html = delivery.getHtml() == null ? "" : delivery.getHtml().replace(Unsubscribe.PLACE, link.orElse(""));
        if (html.isEmpty()) {
            mail.setText(text, UTF_8);
        } else if (text.isEmpty()) {
            mail.setText(html, UTF_8, "html");
        } else {
            // The last part is the one that a reader prefers.
            mail.setContent(new MimeMultipart("alternative", part(text, "plain"), part(html, "html")));
        }
        mail.saveChanges();
        return mail;
    }

    /// Control characters, line ends above all, become spaces: a header is one line.
    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /// Over as many lines as it needs; whoever reads it leaves out the spaces.
    private static String folded(String text) {
        return text.replaceAll("(.{" + LONGEST_LINE + "})(?=.)", "$1\r\n ");
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }

    private static String host(InternetAddress address) {
        String text = address.getAddress();
        return text.substring(text.lastIndexOf('@') + 1);
    }

    private static final class WithMessageId extends MimeMessage {

        private final String id;

        WithMessageId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
