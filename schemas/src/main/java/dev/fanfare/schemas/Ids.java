package dev.fanfare.schemas;

import java.util.regex.Pattern;

/// What an id from outside may look like.
public final class Ids {

    private static final Pattern PATTERN = Pattern.compile("[\\p{L}\\p{N}._:@/+-]{1,200}");

    private Ids() {}

    /// Whether `id` is 1 to 200 letters, digits or `._:@/+-`, and neither `.` nor `..`.
    public static boolean valid(String id) {
        return PATTERN.matcher(id).matches() && !id.equals(".") && !id.equals("..");
    }

    /// The order of the index walk: UTF-8 bytes, unsigned, which is code points in order and also the stores' order.
    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int at = 0; at < length; at++) {
            char one = left.charAt(at);
            char other = right.charAt(at);
            if (one != other) {
                return rank(one) - rank(other);
            }
        }
        return left.length() - right.length();
    }

    /// Surrogates stand for code points behind all others.
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }
}
