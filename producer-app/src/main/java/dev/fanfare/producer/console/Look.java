package dev.fanfare.producer.console;

import com.samskivert.mustache.Mustache;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/// How templates write what JSON says: `{{#asTime}}{{acceptedAt}}{{/asTime}}`. Each gets text that is escaped, and
/// gives
/// text that is.
final class Look {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern URL = Pattern.compile("(https?://[^/?#@\\s]+)[/?#].*");

    /// By the names that templates know.
    static final Map<String, Object> ALL = Map.of(
            "asTime", plain(Look::when),
            "asCount", plain(Look::count),
            "inUrl", plain(Look::url),
            "asTone", plain(Look::tone),
            "masked", plain(Look::mask),
            "asSeconds", plain(Look::seconds),
            "asPercent", plain(Look::percent),
            "asPart", plain(Look::part));

    private Look() {}

    private static Mustache.Lambda plain(UnaryOperator<String> look) {
        return (fragment, out) -> out.write(look.apply(fragment.execute().strip()));
    }

    /// A moment, to the second, in UTC.
    static String when(String text) {
        if (text.isEmpty()) {
            return "";
        }
        try {
            Instant at = Instant.parse(text);
            return "<time datetime=\"" + at + "\">" + TIME.format(at) + "</time>";
        } catch (DateTimeParseException other) {
            return text;
        }
    }

    /// Thousands apart.
    static String count(String text) {
        return text.matches("-?\\d{1,18}") ? String.format(Locale.ROOT, "%,d", Long.parseLong(text)) : text;
    }

    /// One segment of a path, or a value of a query.
    static String url(String text) {
        return URLEncoder.encode(HtmlUtils.htmlUnescape(text), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /// Which of five tones a state has.
    static String tone(String state) {
        return switch (state.toUpperCase(Locale.ROOT)) {
            case "DELIVERED", "DONE", "CLOSED", "READ", "UP" -> "good";
            case "DEAD", "FAILED", "UNMATCHED", "OPEN", "DISABLED" -> "bad";
            case "DEFERRED", "HELD", "PAUSED", "PROBING", "SCHEDULED", "STOPPING", "CANCELLING" -> "wait";
            case "QUEUED", "ACCEPTED", "EXPANDING", "DELIVERING", "RUNNING", "COUNTING" -> "busy";
            default -> "calm";
        };
    }

    /// Of an address its beginning and end: enough to know it again, too little to write to it.
    static String mask(String address) {
        Matcher url = URL.matcher(address);
        if (url.matches()) {
            return url.group(1) + "/•••";
        }
        int at = address.indexOf('@');
        if (at > 0) {
            return address.charAt(0) + "•••" + address.substring(at);
        }
        int length = address.length();
        return length > 6 ? address.substring(0, 3) + "•••" + address.substring(length - 2) : "•••";
    }

    /// A length of time in words that fit a column.
    static String seconds(String text) {
        double seconds = number(text);
        if (Double.isNaN(seconds)) {
            return "–";
        }
        if (seconds == 0) {
            return "0 s";
        }
        if (seconds < 1) {
            return Math.round(seconds * 1_000) + " ms";
        }
        if (seconds < 120) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        return seconds < 7_200
                ? Math.round(seconds / 60) + " min"
                : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }

    /// Of 0 to 1.
    static String percent(String text) {
        double part = number(text);
        return Double.isNaN(part)
                ? "–"
                : BigDecimal.valueOf(part).movePointRight(2).setScale(0, RoundingMode.FLOOR) + " %";
    }

    /// Of 0 to 1, as a progress element's value.
    static String part(String text) {
        double part = number(text);
        return Double.isNaN(part) ? "" : " value=\"" + part + "\"";
    }

    private static double number(String text) {
        return text.matches("-?\\d{1,15}(\\.\\d{1,20})?([eE]-?\\d{1,3})?") ? Double.parseDouble(text) : Double.NaN;
    }
}
