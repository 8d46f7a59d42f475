package dev.fanfare.producer.people;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.regex.Pattern;

/// What an address must look like before anything is sent to it.
public final class Addresses {

    private static final String ATOM = "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[\\p{L}\\p{N}]([\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
    /// A dot-atom, an at sign and a host name (RFC 5321 and 6531, without quoted parts and address literals).
    private static final Pattern EMAIL = Pattern.compile(ATOM + "(\\." + ATOM + ")*@" + LABEL + "(\\." + LABEL + ")*");
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final String SECRET = "whsec_";
    private static final int SECRET_LEAST = 24;
    private static final int SECRET_MOST = 64;

    private Addresses() {}

    public static boolean isEmail(String text) {
        return text.length() <= 254
                && text.indexOf('@') <= 64
                && EMAIL.matcher(text).matches();
    }

    /// E.164: a plus sign and 7 to 15 digits.
    public static boolean isPhone(String text) {
        return E164.matcher(text).matches();
    }

    /// Absolute, http or https, with a host and without a user.
    static boolean isWebhook(String text) {
        try {
            URI url = new URI(text);
            boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            return http
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && url.getPort() != 0
                    && url.getPort() <= 65_535;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /// As Standard Webhooks has it: `whsec_` and base64 of 24 to 64 bytes.
    static boolean isSecret(String text) {
        try {
            int bytes =
                    text.startsWith(SECRET) ? Base64.getDecoder().decode(text.substring(SECRET.length())).length : 0;
            return bytes >= SECRET_LEAST && bytes <= SECRET_MOST;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
