package dev.fanfare.standalone.system.github.expected;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Someone who watches repositories.
///
/// @param locale BCP 47, or null where the person never said
/// @param repositories full names, `owner/name`
/// @param hooked whether a webhook endpoint of theirs is told too
public record Person(String id, @Nullable String locale, List<String> repositories, boolean hooked) {

    /// Where their mail goes.
    public String mailbox() {
        return plain() + "@example.org";
    }

    /// The path of their endpoint.
    public String hook() {
        return "/hooks/" + plain();
    }

    /// What their endpoint and its caller share.
    public String secret() {
        byte[] shared = ("secret of " + id + ", padded to length").getBytes(StandardCharsets.UTF_8);
        return "whsec_" + Base64.getEncoder().encodeToString(shared);
    }

    /// German for `de` and its regions, else English, which is also what an unknown language falls back to.
    Language reads() {
        return locale != null && (locale.equals("de") || locale.startsWith("de-")) ? Language.GERMAN : Language.ENGLISH;
    }

    /// The id without what an address or a path does not like.
    private String plain() {
        String withoutAccents = Normalizer.normalize(id, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return withoutAccents.replace('/', '.').toLowerCase(Locale.ROOT);
    }
}
