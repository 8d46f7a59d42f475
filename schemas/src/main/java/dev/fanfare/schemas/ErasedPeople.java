package dev.fanfare.schemas;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who was erased, and when: what was accepted for them before is told to nobody, also where somebody stands under the
/// same id again.
///
/// Known by a hash of the id, for a year and a day: as long as anything may wait. Then a later erasure takes it away.
public final class ErasedPeople {

    private static final Duration REMEMBERED = Retention.ERASURES;
    private static final int FORGOTTEN_AT_ONCE = 10;
    private static final int HASH = 32;

    private final Marks marks;

    /// Where it is kept.
    public interface Marks {

        /// When this person was erased last.
        @Nullable
        Instant of(String hash);

        /// When anybody was; where that is not known, a time that is not before it.
        @Nullable
        Instant latest();

        /// @param hash of the id, 32 hexadecimal digits
        /// @param at later than any before
        void put(String hash, Instant at);

        /// @param at when that person was erased last
        void forget(String hash, Instant at);

        /// Who was erased before `time` and not again, the longest ago first, at most so many.
        List<Mark> before(Instant time, int most);
    }

    /// @param at when that person was erased last
    public record Mark(String hash, Instant at) {}

    public ErasedPeople(Marks marks) {
        this.marks = marks;
    }

    /// What was accepted before `at` is void from now on.
    public void erase(String recipient, Instant at) {
        marks.before(at.minus(REMEMBERED), FORGOTTEN_AT_ONCE).forEach(old -> marks.forget(old.hash(), old.at()));
        String hash = hash(recipient);
        Instant before = marks.of(hash);
        if (before == null) {
            marks.put(hash, at);
        } else if (before.isBefore(at)) {
            marks.forget(hash, before);
            marks.put(hash, at);
        }
    }

    /// Whether anybody was erased after this.
    public boolean anyAfter(Instant acceptedAt) {
        Instant latest = marks.latest();
        return latest != null && acceptedAt.isBefore(latest);
    }

    /// Whether this person was erased after this was accepted.
    public boolean isErased(String recipient, Instant acceptedAt) {
        if (!anyAfter(acceptedAt)) {
            return false;
        }
        Instant at = marks.of(hash(recipient));
        return at != null && acceptedAt.isBefore(at);
    }

    private static String hash(String recipient) {
        byte[] digest = Sha256.of(recipient.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, HASH);
    }
}
