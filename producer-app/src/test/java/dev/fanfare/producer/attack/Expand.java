package dev.fanfare.producer.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a corpus says in short: `%{repeat 9 TEXT}`, `%{gzip MEBIBYTES}`, `%{byte HEX}`, and tokens
/// (`%{hs256 SECRET|CLAIMS}`, `%{none CLAIMS}`, `%{bare HEADER|CLAIMS}`), in whose claims NOW, PAST and SOON are times.
final class Expand {

    private static final Pattern SHORT = Pattern.compile("%\\{(\\w+) (.*?)}%", Pattern.DOTALL);
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private Expand() {}

    /// Latin-1, so that any byte can stand in it.
    static byte[] of(String text) {
        Matcher found = SHORT.matcher(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        return found.replaceAll(one -> Matcher.quoteReplacement(longer(one))).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String longer(MatchResult found) {
        String rest = found.group(2);
        String first = rest.replaceFirst("(?s)[ |].*", "");
        String second = rest.substring(Math.min(rest.length(), first.length() + 1));
        return switch (found.group(1)) {
            case "repeat" -> second.repeat(Integer.parseInt(first));
            case "byte" -> String.valueOf((char) Integer.parseInt(first, 16));
            case "gzip" -> new String(bomb(Integer.parseInt(first)), StandardCharsets.ISO_8859_1);
            case "hs256" -> signed(first, second);
            case "none" -> encoded("{\"alg\":\"none\"}") + "." + encoded(rest) + ".";
            case "bare" -> encoded(first) + "." + encoded(second) + "." + encoded("canary");
            default -> throw new IllegalArgumentException("no such word: " + found.group());
        };
    }

    private static String signed(String secret, String claims) {
        String text = encoded("{\"alg\":\"HS256\"}") + "." + encoded(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.replace('_', ' ').getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return text + "." + URL.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(String json) {
        long now = Instant.now().getEpochSecond();
        return URL.encodeToString(json.replace("NOW", "" + now)
                .replace("PAST", "" + (now - 3_600))
                .replace("SOON", "" + (now + 300))
                .replace("FAR", "" + (now + 1_000_000))
                .getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bomb(int mebibytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            for (int written = 0; written < mebibytes; written++) {
                zip.write(new byte[1 << 20]);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
