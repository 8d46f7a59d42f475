package dev.fanfare.standalone.sink;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/// One mail's way through the sink.
final class TakeMail implements MessageHandler {

    /// Named, since without a name Jakarta Mail searches every jar of the class path for each mail.
    private static final String STREAMS = "jakarta.mail.util.StreamProvider";

    static {
        if (System.getProperty(STREAMS) == null) {
            System.setProperty(STREAMS, "org.eclipse.angus.mail.util.MailStreamProvider");
        }
    }

    private static final int MOVED = 551;

    private final Book book;
    private final Behaviour behaviour;
    private String recipient = "";

    TakeMail(Book book, Behaviour behaviour) {
        this.book = book;
        this.behaviour = behaviour;
    }

    @Override
    public void from(String from) {}

    @Override
    public void recipient(String address) throws RejectException {
        Optional<Refusal> refusal = behaviour.refusal(address);
        if (refusal.isPresent()) {
            book.refuse(new Received("", address, "", Instant.now()));
            throw new RejectException(
                    refusal.get().status(), words(refusal.get().status()));
        }
        recipient = address;
    }

    @Override
    public @Nullable String data(InputStream mail) throws IOException, RejectException {
        try {
            var headers = new InternetHeaders(mail);
            mail.transferTo(OutputStream.nullOutputStream());
            behaviour.pass(recipient);
            book.accept(new Received(delivery(headers), recipient, subject(headers), Instant.now()));
            return null;
        } catch (MessagingException unreadable) {
            throw new RejectException(554, "the headers cannot be read: " + unreadable.getMessage());
        }
    }

    @Override
    public void done() {}

    /// With what RFC 3463 has for a mailbox that is gone for good, where the status says so.
    private static String words(int status) {
        return (status == MOVED ? "5.1.6 " : "") + "the sink refuses this address on purpose";
    }

    private static String delivery(InternetHeaders headers) {
        String named = headers.getHeader("X-Fanfare-Delivery", null);
        return named != null ? named.strip() : String.valueOf(headers.getHeader("Message-ID", null));
    }

    private static String subject(InternetHeaders headers) throws IOException {
        String subject = headers.getHeader("Subject", null);
        return subject == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(subject));
    }
}
