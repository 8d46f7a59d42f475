package dev.fanfare.channels.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.email.smtp.*`: the mail server, and who we are to it.
///
/// @param port 1 to 65535
/// @param username empty: no authentication
/// @param from the sender of every mail, `name@host` or `Words <name@host>`
/// @param starttls insist that the connection is encrypted before anything is said; null: where there is a password to
/// be protected. It is encrypted wherever the server offers it, and from the start on port 465
public record SmtpSettings(
        @DefaultValue("localhost") String host,
        @DefaultValue("25") int port,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("Fanfare <fanfare@localhost>") String from,
        @Nullable Boolean starttls) {

    private static final int TLS_PORT = 465;

    public SmtpSettings {
        require(!host.isBlank(), "host", "must not be blank");
        require(port >= 1 && port <= 65_535, "port", "must be 1 to 65535, is " + port);
        require(
                username.isEmpty() == password.isEmpty(),
                "password",
                "must be set with fanfare.email.smtp.username, and only then");
        sender(from);
    }

    /// The sender, parsed.
    InternetAddress sender() {
        return sender(from);
    }

    /// The password, and how it goes over the wire (RFC 4616, and AUTH LOGIN); none where there is none.
    List<String> secrets() {
        return password.isEmpty()
                ? List.of()
                : Stream.of(username + "\0" + username + "\0" + password, "\0" + username + "\0" + password, password)
                        .flatMap(secret -> Stream.of(
                                secret, Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))))
                        .toList();
    }

    /// For Angus Mail.
    Properties session(Duration timeout) {
        Properties properties = new Properties();
        String limit = String.valueOf(timeout.toMillis());
        properties.put("mail.smtp.host", host);
        properties.put("mail.smtp.port", String.valueOf(port));
        properties.put("mail.smtp.auth", String.valueOf(!username.isEmpty()));
        boolean encrypted = port == TLS_PORT;
        boolean insisting = !encrypted && (starttls == null ? !username.isEmpty() : starttls);
        properties.put("mail.smtp.ssl.enable", String.valueOf(encrypted));
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", String.valueOf(insisting));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.connectiontimeout", limit);
        properties.put("mail.smtp.timeout", limit);
        properties.put("mail.smtp.quitwait", "false");
        return properties;
    }

    /// Without the password.
    @Override
    public String toString() {
        return "SmtpSettings[host=" + host + ", port=" + port + ", username=" + username + ", from=" + from
                + ", starttls=" + starttls + "]";
    }

    private static InternetAddress sender(String from) {
        try {
            InternetAddress address = new InternetAddress(from, true);
            address.validate();
            require(from.chars().noneMatch(Character::isISOControl), "from", "must not hold control characters");
            return address;
        } catch (AddressException wrong) {
            throw new IllegalArgumentException("fanfare.email.smtp.from: is no mail address: '" + from + "'", wrong);
        }
    }

    private static void require(boolean sound, String setting, String message) {
        if (!sound) {
            throw new IllegalArgumentException("fanfare.email.smtp." + setting + ": " + message);
        }
    }
}
