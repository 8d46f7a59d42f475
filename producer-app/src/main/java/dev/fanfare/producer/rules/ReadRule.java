package dev.fanfare.producer.rules;

import dev.fanfare.producer.templates.CheckMustache;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Step;
import dev.fanfare.schemas.json.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A rule from JSON.
final class ReadRule {

    private static final int EXPRESSION = 10_000;
    private static final int LIST = 100;
    private static final Duration LONGEST = Duration.ofDays(365);

    private ReadRule() {}

    static Rule read(JsonNode json, @Nullable String type) {
        Fields fields = Fields.of(json).only(RuleFields.ALL);
        List<Channel> channels = Channels.read(fields, RuleFields.CHANNELS);
        return Rule.newBuilder()
                .setType(type(fields, type))
                .setAudiences(audiences(fields))
                .setRecipients(expression(fields, RuleFields.RECIPIENTS))
                .setExcept(expression(fields, RuleFields.EXCEPT))
                .setChannels(channels)
                .setTemplate(template(fields))
                .setPriority(priority(fields))
                .setTtl(ttl(fields))
                .setMandatory(fields.flag(RuleFields.MANDATORY))
                .setAllow(allow(fields))
                .setQuiet(ReadTimes.quiet(fields))
                .setSame(ReadTimes.same(fields))
                .setDigest(ReadDigest.read(fields))
                .setCap(ReadTimes.cap(fields, channels))
                .setSteps(steps(fields, channels))
                .build();
    }

    /// What is told in a digest is told with others: no step can wait for it.
    private static List<Step> steps(Fields fields, List<Channel> channels) {
        List<Step> steps = ReadSteps.read(fields, channels);
        if (!steps.isEmpty() && fields.has(RuleFields.DIGEST)) {
            throw fields.unfit(RuleFields.STEPS, "cannot stand beside a digest");
        }
        return steps;
    }

    private static String type(Fields fields, @Nullable String path) {
        String type = path == null ? fields.needed(RuleFields.TYPE, 200) : fields.line(RuleFields.TYPE, 200);
        if (type != null && !Ids.valid(type)) {
            throw fields.wrong(RuleFields.TYPE, "must be 1 to 200 letters, digits or ._:@/+-");
        }
        if (type != null && path != null && !type.equals(path)) {
            throw fields.wrong(RuleFields.TYPE, "is another than the path's");
        }
        return type == null ? String.valueOf(path) : type;
    }

    private static List<String> audiences(Fields fields) {
        List<String> audiences = fields.lines(RuleFields.AUDIENCES, LIST, EXPRESSION);
        for (int n = 0; n < audiences.size(); n++) {
            CheckMustache.check(RuleFields.AUDIENCES + "[" + n + "]", audiences.get(n));
        }
        return audiences;
    }

    static String expression(Fields fields, String name) {
        String text = fields.text(name, EXPRESSION);
        if (text == null) {
            return "";
        }
        CheckMustache.check(fields.path(name), text);
        return text;
    }

    private static String template(Fields fields) {
        String template = fields.needed(RuleFields.TEMPLATE, 200);
        if (!Ids.valid(template)) {
            throw fields.wrong(RuleFields.TEMPLATE, "must be 1 to 200 letters, digits or ._:@/+-");
        }
        return template;
    }

    private static Priority priority(Fields fields) {
        String text = fields.line(RuleFields.PRIORITY, 20);
        return text == null
                ? Priority.NORMAL
                : Names.parse(Priority.class, text)
                        .orElseThrow(() -> fields.wrong(RuleFields.PRIORITY, "must be urgent, high, normal or low"));
    }

    private static @Nullable String ttl(Fields fields) {
        String text = fields.line(RuleFields.TTL, 50);
        if (text == null) {
            return null;
        }
        try {
            Duration ttl = Duration.parse(text);
            if (ttl.isPositive() && ttl.compareTo(LONGEST) <= 0) {
                return text;
            }
        } catch (DateTimeException malformed) {
            throw fields.wrong(RuleFields.TTL, "must be an ISO 8601 duration, as PT2H");
        }
        throw fields.wrong(RuleFields.TTL, "must be longer than nothing and at most 365 days");
    }

    private static List<String> allow(Fields fields) {
        List<String> names = fields.lines(RuleFields.ALLOW, LIST, 50);
        for (int n = 0; n < names.size(); n++) {
            if (!Overruling.NAMES.contains(names.get(n))) {
                throw fields.wrong(RuleFields.ALLOW + "[" + n + "]", "must be one of " + Overruling.NAMES);
            }
        }
        return names;
    }
}
