package dev.fanfare.channels.email;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/// What a mail server said, and to which command; code -1 where the connection broke instead.
///
/// @param command the SMTP verb, `.` for the end of the text, empty before the first one
record SmtpReply(String command, int code, String text) {

    /// A mailbox or domain that does not exist, has moved, or takes no mail at all (RFC 3463, 3.2; RFC 7505): any other
    /// refusal may be about us.
    private static final Pattern NO_SUCH_MAILBOX = Pattern.compile("^5\\d\\d[ -]5\\.1\\.(1|2|3|6|10)\\b");

    private static final int BROKEN = -1;
    private static final int CLOSING = 421;
    private static final int MOST = 500;

    /// What a failed attempt comes to.
    static SmtpReply of(MessagingException failure) {
        for (Exception e = failure; e instanceof MessagingException next; e = next.getNextException()) {
            if (next instanceof SMTPAddressFailedException rcpt) {
                return new SmtpReply("RCPT", rcpt.getReturnCode(), words(rcpt));
            }
            if (next instanceof SMTPSendFailedException other) {
                return new SmtpReply(verb(other.getCommand()), other.getReturnCode(), words(other));
            }
            if (next instanceof AuthenticationFailedException unknown) {
                return new SmtpReply("AUTH", 535, words(unknown));
            }
        }
        return new SmtpReply("", BROKEN, words(failure) + because(failure));
    }

    /// What the server may have echoed, taken out.
    SmtpReply without(List<String> secrets) {
        return new SmtpReply(
                command, code, secrets.stream().reduce(text, (rest, secret) -> rest.replace(secret, "***")));
    }

    /// The server has closed the connection, or will: on a kept one it may only have been idle for too long.
    boolean connectionLost() {
        return code == BROKEN || code == CLOSING;
    }

    /// 5xx about the recipient or the message is final; about us it is not, since an operator can mend that.
    Answer answer() {
        if (connectionLost()) {
            return new Answer.Deferred(Category.CONNECTION, said());
        }
        if (code < 500) {
            return new Answer.Deferred(mailbox() ? Category.ADDRESS : Category.PROVIDER, said());
        }
        return switch (code) {
            case 530, 534, 535, 538 -> new Answer.Deferred(Category.AUTHENTICATION, said());
            case 500, 502, 503, 504 -> new Answer.Deferred(Category.PROVIDER, said());
            default -> permanent();
        };
    }

    /// A busy mailbox or a greylist is the recipient's trouble, not the server's, unless it says so (RFC 3463: X.3).
    private boolean mailbox() {
        return command.equals("RCPT") && !text.contains(" 4.3.");
    }

    private Answer permanent() {
        return switch (command) {
            // 552 to RCPT is a full mailbox, to be treated as 452 (RFC 5321, 4.5.3.1.10).
            case "RCPT" ->
                code == 552
                        ? new Answer.Deferred(Category.ADDRESS, said())
                        : NO_SUCH_MAILBOX.matcher(text).find()
                                ? new Answer.Gone(said())
                                : new Answer.Rejected(Category.ADDRESS, said());
            case "DATA", ".", "BDAT" -> new Answer.Rejected(Category.REFUSED, said());
            default -> new Answer.Deferred(Category.PROVIDER, said());
        };
    }

    private String said() {
        return code == BROKEN ? text : command + ": " + text;
    }

    private static String verb(@Nullable String command) {
        return Objects.requireNonNullElse(command, "").split("[ :]", 2)[0];
    }

    private static String words(MessagingException failure) {
        String text = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        return ComposeMail.line(text.length() <= MOST ? text : text.substring(0, MOST));
    }

    private static String because(MessagingException failure) {
        Exception cause = failure.getNextException();
        return cause == null ? "" : " (" + ComposeMail.line(cause.toString()) + ")";
    }
}
