package dev.fanfare.producer.rules;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Step;
import dev.fanfare.schemas.json.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The steps of an escalation, from JSON: the first at once, each later one some time after the event, unless.
final class ReadSteps {

    private static final int MOST = 10;
    private static final Set<String> UNLESS_THIS = Set.of("read", "delivered");
    private static final String AFTER = "after";
    private static final String UNLESS = "unless";
    private static final String CHANNELS = "channels";

    private ReadSteps() {}

    /// @param ofRule its channels, which the steps share out
    static List<Step> read(Fields rule, List<Channel> ofRule) {
        List<Step> steps = new ArrayList<>();
        Set<Channel> taken = EnumSet.noneOf(Channel.class);
        Duration before = Duration.ZERO;
        for (Fields step : rule.objects(RuleFields.STEPS, MOST)) {
            step.only(Set.of(AFTER, UNLESS, CHANNELS));
            boolean first = steps.isEmpty();
            String after = first ? none(step, AFTER) : needed(step);
            if (after != null && Duration.parse(after).compareTo(before) < 0) {
                throw step.wrong(AFTER, "must not be sooner than the step before it");
            }
            before = after == null ? before : Duration.parse(after);
            String unless = first ? none(step, UNLESS) : unless(step);
            steps.add(new Step(after, unless, channels(step, ofRule, taken)));
        }
        return steps;
    }

    private static @Nullable String none(Fields first, String name) {
        if (first.has(name)) {
            throw first.wrong(name, "the first step is told at once");
        }
        return null;
    }

    private static String needed(Fields step) {
        String after = ReadTimes.duration(step, AFTER);
        if (after == null) {
            throw step.wrong(AFTER, "is missing");
        }
        return after;
    }

    private static @Nullable String unless(Fields step) {
        String unless = step.line(UNLESS, 20);
        if (unless != null && !UNLESS_THIS.contains(unless)) {
            throw step.wrong(UNLESS, "must be read or delivered");
        }
        return unless;
    }

    private static List<Channel> channels(Fields step, List<Channel> ofRule, Set<Channel> taken) {
        List<Channel> channels = Channels.read(step, CHANNELS);
        for (int n = 0; n < channels.size(); n++) {
            String name = CHANNELS + "[" + n + "]";
            if (!ofRule.contains(channels.get(n))) {
                throw step.wrong(name, "is none of the rule's channels");
            }
            if (!taken.add(channels.get(n))) {
                throw step.wrong(name, "stands in two places of the steps");
            }
        }
        return channels;
    }
}
