package dev.fanfare.producer.rules;

import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.SameRule;
import dev.fanfare.schemas.json.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a rule says of time, from JSON: quiet hours, sameness and caps.
final class ReadTimes {

    private static final int COUNT_MOST = 1_000;
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Set<String> QUIET = Set.of("hold", "drop");
    private static final String BY = "by";
    private static final String WITHIN = "within";
    private static final String COUNT = "count";
    private static final String PER = "per";
    private static final String OVER = "over";
    private static final String SKIP = "skip";
    private static final String DIGEST = "digest";
    private static final String CHANNEL = "channel";

    private ReadTimes() {}

    static @Nullable String quiet(Fields fields) {
        String quiet = fields.line(RuleFields.QUIET, 20);
        if (quiet != null && !QUIET.contains(quiet)) {
            throw fields.wrong(RuleFields.QUIET, "must be hold or drop");
        }
        return quiet;
    }

    static @Nullable SameRule same(Fields rule) {
        Fields same = rule.object(RuleFields.SAME).orElse(null);
        if (same == null) {
            return null;
        }
        same.only(Set.of(BY, WITHIN));
        String by = ReadRule.expression(same, BY);
        if (by.isBlank()) {
            throw same.wrong(BY, "is missing");
        }
        return new SameRule(by, needed(same, WITHIN));
    }

    /// @param channels of the rule
    static @Nullable CapRule cap(Fields rule, List<Channel> channels) {
        Fields cap = rule.object(RuleFields.CAP).orElse(null);
        if (cap == null) {
            return null;
        }
        cap.only(Set.of(COUNT, PER, OVER, CHANNEL));
        String over = cap.line(OVER, 20);
        if (over != null && !over.equals(SKIP) && !over.equals(DIGEST)) {
            throw cap.wrong(OVER, "must be skip or digest");
        }
        if (DIGEST.equals(over) && !rule.has(RuleFields.DIGEST)) {
            throw cap.unfit(OVER, "the rule has no digest");
        }
        return new CapRule(count(cap), needed(cap, PER), over == null ? SKIP : over, channel(cap, channels));
    }

    private static int count(Fields cap) {
        JsonNode value = cap.value(COUNT);
        if (value == null) {
            throw cap.wrong(COUNT, "is missing");
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 1
                || value.intValue() > COUNT_MOST) {
            throw cap.wrong(COUNT, "must be 1 to " + COUNT_MOST);
        }
        return value.intValue();
    }

    private static @Nullable Channel channel(Fields cap, List<Channel> channels) {
        String name = cap.line(CHANNEL, 50);
        if (name == null) {
            return null;
        }
        return Names.parse(Channel.class, name)
                .filter(channels::contains)
                .orElseThrow(() -> cap.wrong(CHANNEL, "must be one of the rule's channels"));
    }

    private static String needed(Fields fields, String name) {
        String text = duration(fields, name);
        if (text == null) {
            throw fields.wrong(name, "is missing");
        }
        return text;
    }

    /// An ISO 8601 duration, longer than nothing and at most 366 days.
    static @Nullable String duration(Fields fields, String name) {
        String text = fields.line(name, 50);
        if (text == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(Duration.ofMillis(1)) >= 0 && duration.compareTo(LONGEST) <= 0) {
                return text;
            }
        } catch (DateTimeException malformed) {
            throw fields.wrong(name, "must be an ISO 8601 duration, as PT10M");
        }
        throw fields.wrong(name, "must be at least a millisecond and at most 366 days");
    }
}
