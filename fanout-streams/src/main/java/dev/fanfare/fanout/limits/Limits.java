package dev.fanfare.fanout.limits;

import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.SameRule;
import dev.fanfare.schemas.Sha256;
import dev.fanfare.schemas.Slice;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How often one event's rule lets a person be told.
///
/// @param same what is told once within a time; null where nothing is
/// @param cap at most so many in a time; null where there may be any number
public record Limits(@Nullable Same same, @Nullable Cap cap) {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration CHANNEL_KEPT = Duration.ofDays(31);
    private static final int COUNT_MOST = 1_000;

    /// @param key tells equal ones
    public record Same(String key, Duration within) {}

    /// @param key tells what counts together
    /// @param channel whose deliveries it is about; null where it is about the event
    public record Cap(
            String key, int count, Duration per, @Nullable Channel channel) {

        /// How long what counts is kept: on a channel all rules that cap it count together, and one that looks back
        /// for longer may come after what it is to count.
        public Duration keptFor() {
            return channel == null || per.compareTo(CHANNEL_KEPT) > 0 ? per : CHANNEL_KEPT;
        }
    }

    /// Nothing, where the rule says nothing or what nobody can read.
    ///
    /// @param capped whether caps concern it
    public static Optional<Limits> of(Slice slice, boolean capped) {
        Same same = slice.getSame() == null ? null : same(slice, slice.getSame());
        Cap cap = slice.getCap() == null || !capped ? null : cap(slice, slice.getCap());
        return same == null && cap == null ? Optional.empty() : Optional.of(new Limits(same, cap));
    }

    /// Without a key nothing is equal.
    private static @Nullable Same same(Slice slice, SameRule rule) {
        Duration within = time(rule.getWithin());
        return within == null || rule.getBy().isBlank()
                ? null
                : new Same("s" + hash(slice.getEvent().getType() + '\n' + rule.getBy()), within);
    }

    private static @Nullable Cap cap(Slice slice, CapRule rule) {
        Duration per = time(rule.getPer());
        int count = Math.clamp(rule.getCount(), 1, COUNT_MOST);
        Channel channel = rule.getChannel();
        String key = channel == null ? "t" + hash(slice.getEvent().getType()) : "c" + channel.name();
        return per == null ? null : new Cap(key, count, per, channel);
    }

    /// The front door checked it; a rule that was written by other means may hold anything.
    private static @Nullable Duration time(String text) {
        try {
            Duration time = Duration.parse(text);
            return time.isPositive() && time.compareTo(LONGEST) <= 0 ? time : null;
        } catch (DateTimeException broken) {
            return null;
        }
    }

    private static String hash(String text) {
        return Base64.getUrlEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
