package dev.fanfare.producer.rules;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.versions.Kind;
import dev.fanfare.schemas.Rule;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Rules: what an event type leads to.
public final class RuleKind implements Kind<Rule> {

    private static final int MOST = 64 * 1024;

    private final Predicate<String> templateExists;

    public RuleKind(Predicate<String> templateExists) {
        this.templateExists = templateExists;
    }

    @Override
    public String name() {
        return "rule";
    }

    @Override
    public String keyField() {
        return RuleFields.TYPE;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public String key(Rule value) {
        return value.getType();
    }

    @Override
    public long version(Rule value) {
        return value.getVersion();
    }

    @Override
    public Rule numbered(Rule value, long version) {
        return Rule.newBuilder(value).setVersion(version).build();
    }

    @Override
    public Rule read(JsonNode json, @Nullable String key) {
        return ReadRule.read(json, key);
    }

    @Override
    public void check(Rule value) {
        if (!templateExists.test(value.getTemplate())) {
            throw Refused.unfit(RuleFields.TEMPLATE, "there is no template " + value.getTemplate());
        }
    }

    /// Nothing needs a rule.
    @Override
    public void checkDeletion(String type) {}

    @Override
    public Map<String, @Nullable Object> write(Rule value) {
        return WriteRule.write(value);
    }
}
