package dev.fanfare.channels.email;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.email.servers.NAME.*`: one more mail server, set as [SmtpSettings] is.
public record MailServer(
        @DefaultValue("localhost") String host,
        @DefaultValue("25") int port,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("Fanfare <fanfare@localhost>") String from,
        @Nullable Boolean starttls) {

    /// @param name of the server as a provider
    /// @throws IllegalArgumentException naming the setting that is wrong
    public SmtpSettings settings(String name) {
        if (!name.matches("[a-z0-9-]{1,40}") || name.equals("smtp")) {
            throw new IllegalArgumentException("fanfare.email.servers." + name
                    + ": a name has up to 40 small letters, digits or dashes, and is not 'smtp'");
        }
        try {
            return new SmtpSettings(host, port, username, password, from, starttls);
        } catch (IllegalArgumentException wrong) {
            String message = String.valueOf(wrong.getMessage());
            throw new IllegalArgumentException(
                    message.replace("fanfare.email.smtp.", "fanfare.email.servers." + name + "."), wrong);
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return "MailServer[host=" + host + ", port=" + port + ", username=" + username + ", from=" + from
                + ", starttls=" + starttls + "]";
    }
}
