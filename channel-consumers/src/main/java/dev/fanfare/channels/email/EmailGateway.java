package dev.fanfare.channels.email;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.email.SmtpConnections.Lease;
import dev.fanfare.schemas.Delivery;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.StreamProvider;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.util.MailStreamProvider;

/// E-mail by SMTP.
public final class EmailGateway implements Gateway {

    private final String provider;
    private final SmtpConnections connections;
    private final ComposeMail compose;
    private final Optional<InternetAddress> redirect;
    private final List<String> secrets;

    /// Through the one server that is set.
    public EmailGateway(EmailSettings settings, InstantSource clock) {
        this("smtp", settings, clock);
    }

    /// @param provider the name of this server among several
    public EmailGateway(String provider, EmailSettings settings, InstantSource clock) {
        this.provider = provider;
        nameStreamProvider();
        Session session =
                Session.getInstance(settings.smtp().session(settings.send().timeout()));
        this.connections = new SmtpConnections(session, settings.smtp());
        this.compose = new ComposeMail(session, settings.smtp().sender(), settings.links(), clock);
        this.redirect = settings.redirect();
        this.secrets = settings.smtp().secrets();
    }

    /// Jakarta Mail looks for its own parts along the whole class path, for each part of each mail, unless they are
    /// named.
    private static void nameStreamProvider() {
        if (System.getProperty(StreamProvider.class.getName()) == null) {
            System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
        }
    }

    @Override
    public Answer send(Delivery delivery) {
        Answer answer = told(delivery);
        return redirect.isPresent() && answer instanceof Answer.Gone(var why)
                ? new Answer.Rejected(Category.ADDRESS, why) // not the person's mailbox: theirs was not asked
                : answer;
    }

    private Answer told(Delivery delivery) {
        try {
            InternetAddress to = MailAddress.of(delivery.getAddress());
            MimeMessage mail = compose.of(delivery, redirect.orElse(to));
            if (redirect.isPresent()) {
                mail.setHeader(ComposeMail.MEANT_FOR_HEADER, to.getAddress());
            }
            return send(mail);
        } catch (AddressException wrong) {
            return new Answer.Rejected(Category.ADDRESS, "not a mail address: " + wrong.getMessage());
        } catch (MessagingException failed) {
            return answer(SmtpReply.of(failed));
        }
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public void close() {
        connections.close();
    }

    private Answer send(MimeMessage mail) throws MessagingException {
        Lease lease = connections.take();
        try {
            return over(lease, mail);
        } catch (MessagingException failed) {
            SmtpReply reply = SmtpReply.of(failed);
            if (lease.kept() && reply.connectionLost()) {
                return over(
                        connections.fresh(),
                        mail); // the server had closed it meanwhile: that says nothing of this mail
            }
            return answer(reply);
        }
    }

    private Answer answer(SmtpReply reply) {
        return reply.without(secrets).answer();
    }

    private Answer over(Lease lease, MimeMessage mail) throws MessagingException {
        boolean usable = false;
        try {
            Address[] to = mail.getAllRecipients();
            lease.transport().sendMessage(mail, to);
            usable = true;
            return new Answer.Delivered(mail.getMessageID());
        } catch (MessagingException failed) {
            usable = !SmtpReply.of(failed).connectionLost();
            throw failed;
        } finally {
            if (usable) {
                connections.giveBack(lease);
            } else {
                connections.drop(lease);
            }
        }
    }
}
