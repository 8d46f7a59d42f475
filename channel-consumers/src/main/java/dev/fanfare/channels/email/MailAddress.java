package dev.fanfare.channels.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;

/// Reads a person's mail address: one bare address, and nothing that could become a second line of a command or header.
final class MailAddress {

    private static final int LONGEST = 254;

    private MailAddress() {}

    /// @throws AddressException saying what is wrong with it
    static InternetAddress of(String text) throws AddressException {
        if (text.length() > LONGEST) {
            throw new AddressException("longer than " + LONGEST + " characters");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || Character.isISOControl(c) || Character.isWhitespace(c))) {
            throw new AddressException("holds spaces or control characters");
        }
        int at = text.lastIndexOf('@');
        if (at < 1) {
            throw new AddressException("has no @");
        }
        String local = text.substring(0, at);
        if (local.chars().anyMatch(c -> c > 126)) {
            throw new AddressException("the part before the @ is not ASCII");
        }
        String plain = local + "@" + domain(text.substring(at + 1));
        InternetAddress address = new InternetAddress(plain, true);
        address.validate();
        if (!plain.equals(address.toString())) {
            throw new AddressException("is more than an address");
        }
        return address;
    }

    private static String domain(String domain) throws AddressException {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException wrong) {
            throw new AddressException("the part behind the @ is no domain");
        }
    }
}
