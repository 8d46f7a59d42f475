package dev.fanfare.producer.rules;

import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Rule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule as JSON; what it does not say is left out.
final class WriteRule {

    private WriteRule() {}

    static Map<String, @Nullable Object> write(Rule rule) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(RuleFields.TYPE, rule.getType());
        json.put(RuleFields.VERSION, rule.getVersion());
        put(json, RuleFields.AUDIENCES, rule.getAudiences(), rule.getAudiences().isEmpty());
        put(
                json,
                RuleFields.RECIPIENTS,
                rule.getRecipients(),
                rule.getRecipients().isEmpty());
        put(json, RuleFields.EXCEPT, rule.getExcept(), rule.getExcept().isEmpty());
        json.put(RuleFields.CHANNELS, rule.getChannels().stream().map(Names::of).toList());
        json.put(RuleFields.TEMPLATE, rule.getTemplate());
        json.put(RuleFields.PRIORITY, Names.of(rule.getPriority()));
        put(json, RuleFields.TTL, rule.getTtl(), rule.getTtl() == null);
        json.put(RuleFields.MANDATORY, rule.getMandatory());
        put(json, RuleFields.ALLOW, rule.getAllow(), rule.getAllow().isEmpty());
        WriteTimes.write(rule, (name, value) -> put(json, name, value, value == null));
        return json;
    }

    private static void put(Map<String, @Nullable Object> json, String name, @Nullable Object value, boolean leftOut) {
        if (!leftOut) {
            json.put(name, value);
        }
    }
}
