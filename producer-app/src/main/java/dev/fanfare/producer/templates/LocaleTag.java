package dev.fanfare.producer.templates;

import dev.fanfare.producer.http.Refused;
import java.util.IllformedLocaleException;
import java.util.Locale;

/// BCP 47 tags.
public final class LocaleTag {

    private LocaleTag() {}

    /// The tag in its usual spelling (`de-AT`), or 400 about the field of that name.
    static String normal(String tag) {
        return normal(tag, tag);
    }

    /// The tag in its usual spelling, or 400 about `field`.
    public static String normal(String field, String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            if (locale.getLanguage().matches("[a-z]{2,3}")) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException malformed) {
            throw Refused.invalid(field, "is no language tag (BCP 47), as en or de-AT");
        }
        throw Refused.invalid(field, "is no language tag (BCP 47), as en or de-AT");
    }
}
