package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.render.Texts;
import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.SameRule;
import dev.fanfare.schemas.Sha256;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.Step;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a rule says of time, with its expressions made of the event's data: whoever expands a slice reads no rule.
///
/// @param quiet null where the rule does not say
record TimeRules(
        @Nullable String quiet,
        @Nullable DigestRule digest,
        @Nullable SameRule same,
        @Nullable CapRule cap,
        List<Step> steps) {

    /// Without a rule.
    static final TimeRules NONE = new TimeRules(null, null, null, null, List.of());

    /// Of a key; a longer one is told apart by its hash.
    private static final int KEY_MOST = 200;

    /// @throws dev.fanfare.fanout.render.RenderException where an expression does not parse or gives too much
    static TimeRules of(@Nullable Rule rule, Texts texts, Map<String, Object> values) {
        return rule == null
                ? NONE
                : new TimeRules(
                        rule.getQuiet(),
                        digest(rule.getDigest(), texts, values),
                        same(rule.getSame(), texts, values),
                        rule.getCap(),
                        rule.getSteps());
    }

    private static @Nullable DigestRule digest(@Nullable DigestRule digest, Texts texts, Map<String, Object> values) {
        return digest == null
                ? null
                : DigestRule.newBuilder(digest)
                        .setBy(key(texts.text(digest.getBy(), values)))
                        .build();
    }

    private static @Nullable SameRule same(@Nullable SameRule same, Texts texts, Map<String, Object> values) {
        return same == null ? null : new SameRule(key(texts.text(same.getBy(), values)), same.getWithin());
    }

    private static String key(String text) {
        return text.length() <= KEY_MOST
                ? text
                : Base64.getUrlEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    void into(Slice slice) {
        slice.setQuiet(quiet);
        slice.setDigest(digest);
        slice.setSame(same);
        slice.setCap(cap);
        slice.setSteps(steps);
    }
}
