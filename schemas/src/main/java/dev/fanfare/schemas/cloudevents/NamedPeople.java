package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.Contact;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.json.Fields;
import java.util.List;
import java.util.function.Predicate;

/// The recipients and audiences that an event names.
final class NamedPeople {

    /// More than fit into an event's 256 KiB.
    private static final int MOST = 200_000;
    /// Each costs a walk of its own on every partition.
    private static final int AUDIENCES = 100;
    private static final String MAIL = "mailto:";
    private static final String TELEPHONE = "tel:";

    private NamedPeople() {}

    static List<String> recipients(Fields fields) {
        return checked(
                fields, "recipients", MOST, NamedPeople::isRecipient, "is no id, no mailto: and no tel: address");
    }

    static List<String> audiences(Fields fields) {
        return checked(fields, "audiences", AUDIENCES, Ids::valid, "must be 1 to 200 letters, digits or ._:@/+-");
    }

    private static List<String> checked(Fields fields, String name, int most, Predicate<String> valid, String why) {
        List<String> items = Commas.list(fields, name, most);
        for (int n = 0; n < items.size(); n++) {
            if (!valid.test(items.get(n))) {
                throw fields.wrong(name + "[" + n + "]", "'" + items.get(n) + "' " + why);
            }
        }
        return items;
    }

    private static boolean isRecipient(String id) {
        if (id.startsWith(MAIL)) {
            return Ids.valid(id) && Contact.isEmail(id.substring(MAIL.length()));
        }
        if (id.startsWith(TELEPHONE)) {
            return Contact.isPhone(id.substring(TELEPHONE.length()));
        }
        return Ids.valid(id);
    }
}
