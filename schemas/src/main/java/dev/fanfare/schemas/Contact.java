package dev.fanfare.schemas;

import java.util.regex.Pattern;

/// What a person's address must look like before anything is sent to it.
public final class Contact {

    private static final String ATOM = "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[\\p{L}\\p{N}]([\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
    /// A dot-atom, an at sign and a host name (RFC 5321 and 6531, without quoted parts and address literals).
    private static final Pattern EMAIL = Pattern.compile(ATOM + "(\\." + ATOM + ")*@" + LABEL + "(\\." + LABEL + ")*");
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    private Contact() {}

    public static boolean isEmail(String text) {
        return text.length() <= 254
                && text.indexOf('@') <= 64
                && EMAIL.matcher(text).matches();
    }

    /// E.164: a plus sign and 7 to 15 digits.
    public static boolean isPhone(String text) {
        return E164.matcher(text).matches();
    }
}
