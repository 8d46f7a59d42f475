package dev.fanfare.producer.rules;

import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.json.Fields;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The digest of a rule, from JSON: a window or times of day, a key, and how many at least and at most.
final class ReadDigest {

    private static final int MOST = 1_000;
    private static final int USUALLY_MOST = 100;
    private static final int TIMES_MOST = 24;
    private static final Pattern TIME = Pattern.compile("((MON|TUE|WED|THU|FRI|SAT|SUN) )?([01]\\d|2[0-3]):[0-5]\\d");
    private static final String WINDOW = "window";
    private static final String AT = "at";
    private static final String BY = "by";
    private static final String MIN = "min";
    private static final String MAX = "max";

    private ReadDigest() {}

    static @Nullable DigestRule read(Fields rule) {
        Fields digest = rule.object(RuleFields.DIGEST).orElse(null);
        if (digest == null) {
            return null;
        }
        digest.only(Set.of(WINDOW, AT, BY, MIN, MAX));
        String window = ReadTimes.duration(digest, WINDOW);
        List<String> at = at(digest);
        if (window == null && at.isEmpty()) {
            throw digest.wrong(WINDOW, "is missing, and so are times of day (at)");
        }
        if (window != null && !at.isEmpty()) {
            throw digest.wrong(AT, "goes out after a window or at times of day, not both");
        }
        int max = number(digest, MAX, 2, MOST, USUALLY_MOST);
        return new DigestRule(window, at, ReadRule.expression(digest, BY), number(digest, MIN, 1, max, 1), max);
    }

    private static List<String> at(Fields digest) {
        List<String> times = digest.lines(AT, TIMES_MOST, 20);
        for (int n = 0; n < times.size(); n++) {
            if (!TIME.matcher(times.get(n)).matches()) {
                throw digest.wrong(AT + "[" + n + "]", "must be a time of day, as 08:00 or MON 08:00");
            }
        }
        return times;
    }

    private static int number(Fields digest, String name, int least, int most, int unlessSaid) {
        JsonNode value = digest.value(name);
        if (value == null) {
            return unlessSaid;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw digest.wrong(name, "must be " + least + " to " + most);
        }
        return value.intValue();
    }
}
