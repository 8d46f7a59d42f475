package dev.fanfare.producer.rules;

import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.SameRule;
import dev.fanfare.schemas.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a rule says of time, as JSON.
final class WriteTimes {

    private WriteTimes() {}

    /// Takes a field; null where the rule does not say it.
    interface Field {
        void put(String name, @Nullable Object value);
    }

    static void write(Rule rule, Field field) {
        field.put(RuleFields.QUIET, rule.getQuiet());
        field.put(RuleFields.SAME, rule.getSame() == null ? null : same(rule.getSame()));
        field.put(RuleFields.DIGEST, rule.getDigest() == null ? null : digest(rule.getDigest()));
        field.put(RuleFields.CAP, rule.getCap() == null ? null : cap(rule.getCap()));
        field.put(
                RuleFields.STEPS,
                rule.getSteps().isEmpty()
                        ? null
                        : rule.getSteps().stream().map(WriteTimes::step).toList());
    }

    private static Map<String, Object> same(SameRule same) {
        return Map.of("by", same.getBy(), "within", same.getWithin());
    }

    private static Map<String, Object> digest(DigestRule digest) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (digest.getWindow() != null) {
            json.put("window", digest.getWindow());
        }
        if (!digest.getAt().isEmpty()) {
            json.put("at", digest.getAt());
        }
        if (!digest.getBy().isEmpty()) {
            json.put("by", digest.getBy());
        }
        json.put("min", digest.getMin());
        json.put("max", digest.getMax());
        return json;
    }

    private static Map<String, Object> cap(CapRule cap) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", cap.getCount());
        json.put("per", cap.getPer());
        json.put("over", cap.getOver());
        if (cap.getChannel() != null) {
            json.put("channel", Names.of(cap.getChannel()));
        }
        return json;
    }

    private static Map<String, Object> step(Step step) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (step.getAfter() != null) {
            json.put("after", step.getAfter());
        }
        if (step.getUnless() != null) {
            json.put("unless", step.getUnless());
        }
        json.put("channels", step.getChannels().stream().map(Names::of).toList());
        return json;
    }
}
