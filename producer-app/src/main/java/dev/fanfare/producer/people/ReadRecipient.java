package dev.fanfare.producer.people;

import dev.fanfare.producer.templates.LocaleTag;
import dev.fanfare.schemas.Contact;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.WebhookAddress;
import dev.fanfare.schemas.json.Fields;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A recipient from JSON: who it is and where it can be reached.
final class ReadRecipient {

    static final String ID = "id";
    static final String PREFERENCES = "preferences";

    private static final Set<String> KNOWN =
            Set.of(ID, "locale", "timeZone", "audiences", "email", "phone", "push", "webhook", PREFERENCES);
    private static final int AUDIENCES = 1_000;
    private static final int ADDRESSES = 20;
    private static final int SECRETS = 5;

    private ReadRecipient() {}

    /// @param path the id by the path; null where the JSON must hold it
    static Recipient read(Fields fields, @Nullable String path) {
        fields.only(KNOWN);
        return Recipient.newBuilder()
                .setId(id(fields, path))
                .setLocale(locale(fields))
                .setTimeZone(timeZone(fields))
                .setAudiences(audiences(fields))
                .setEmail(addresses(fields, "email", Contact::isEmail, "is no e-mail address"))
                .setPhone(addresses(fields, "phone", Contact::isPhone, "is no phone number as +441632960000"))
                .setPush(fields.objects("push", ADDRESSES).stream()
                        .map(ReadPush::of)
                        .toList())
                .setWebhook(fields.objects("webhook", ADDRESSES).stream()
                        .map(ReadRecipient::webhook)
                        .toList())
                .build();
    }

    static String id(Fields fields, @Nullable String path) {
        String id = path == null ? fields.needed(ID, 200) : fields.line(ID, 200);
        if (id != null && !Ids.valid(id)) {
            throw fields.wrong(ID, "must be 1 to 200 letters, digits or ._:@/+-");
        }
        if (id != null && path != null && !id.equals(path)) {
            throw fields.wrong(ID, "is another than the path's");
        }
        return id == null ? String.valueOf(path) : id;
    }

    private static @Nullable String locale(Fields fields) {
        String tag = fields.line("locale", 100);
        return tag == null ? null : LocaleTag.normal("locale", tag);
    }

    private static @Nullable String timeZone(Fields fields) {
        String zone = fields.line("timeZone", 100);
        try {
            return zone == null ? null : ZoneId.of(zone).getId();
        } catch (DateTimeException unknown) {
            throw fields.wrong("timeZone", "is no time zone as Europe/London");
        }
    }

    private static List<String> audiences(Fields fields) {
        List<String> audiences = fields.lines("audiences", AUDIENCES, 200);
        for (int n = 0; n < audiences.size(); n++) {
            AudienceName.require(fields.path("audiences[" + n + "]"), audiences.get(n));
        }
        return audiences.stream().distinct().toList();
    }

    private static List<String> addresses(Fields fields, String name, Predicate<String> valid, String why) {
        List<String> addresses = fields.lines(name, ADDRESSES, 254);
        for (int n = 0; n < addresses.size(); n++) {
            if (!valid.test(addresses.get(n))) {
                throw fields.wrong(name + "[" + n + "]", "'" + addresses.get(n) + "' " + why);
            }
        }
        return addresses.stream().distinct().toList();
    }

    private static WebhookAddress webhook(Fields fields) {
        fields.only(Set.of("url", "secret", "secrets"));
        String url = fields.needed("url", 2_000);
        if (!WebhookParts.isWebhook(url)) {
            throw fields.wrong("url", "must be an http or https URL with a host and without a user");
        }
        return new WebhookAddress(url, secrets(fields));
    }

    /// Messages never hold a secret.
    private static List<String> secrets(Fields fields) {
        List<String> secrets = new ArrayList<>(fields.lines("secrets", SECRETS, 200));
        String alone = fields.line("secret", 200);
        if (alone != null && !secrets.isEmpty()) {
            throw fields.wrong("secret", "stands beside secrets; one of them is enough");
        }
        if (alone != null) {
            secrets.add(alone);
        }
        for (int n = 0; n < secrets.size(); n++) {
            if (!WebhookParts.isSecret(secrets.get(n))) {
                throw fields.wrong(
                        alone == null ? "secrets[" + n + "]" : "secret", "must be whsec_ and base64 of 24 to 64 bytes");
            }
        }
        return secrets;
    }
}
