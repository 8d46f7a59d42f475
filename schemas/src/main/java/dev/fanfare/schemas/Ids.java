package dev.fanfare.schemas;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What an id from outside may look like.
public final class Ids {

    private static final Pattern PATTERN = Pattern.compile("[\\p{L}\\p{N}._:@/+-]{1,200}");

    private Ids() {}

    /// Whether `id` is 1 to 200 letters, digits or `._:@/+-`, and neither `.` nor `..`.
    public static boolean valid(String id) {
        return PATTERN.matcher(id).matches() && !id.equals(".") && !id.equals("..");
    }

    /// The order of the index walk: UTF-8 bytes, unsigned, which is also the stores' order.
    public static int compare(String left, String right) {
        return java.util.Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
