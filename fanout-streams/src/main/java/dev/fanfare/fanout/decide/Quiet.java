package dev.fanfare.fanout.decide;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.QuietHours;
import dev.fanfare.schemas.Recipient;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a person wants to be left in peace, and what that means for a delivery.
///
/// Quiet hours are a stretch of time for each day, in the person's zone. Where the clock leaves out its beginning or
/// its end, that is the moment of the leap; where the clock shows it twice, they begin with the first and end with the
/// second: nobody is disturbed at a time that the clock calls quiet.
public final class Quiet {

    /// Told when they end.
    public static final String HOLD = "hold";
    /// Not told.
    public static final String DROP = "drop";

    private Quiet() {}

    /// What quiet hours do with what is told so: [#HOLD], [#DROP], or null where it passes them.
    ///
    /// @param said by the rule
    public static @Nullable String of(@Nullable String said, Priority priority, boolean mandatory) {
        if (priority == Priority.URGENT || mandatory) {
            return null;
        }
        return DROP.equals(said) ? DROP : HOLD;
    }

    /// Whether this channel may disturb: an inbox waits by itself, and a live message comes to who is looking.
    public static boolean concerns(Channel channel) {
        return switch (channel) {
            case EMAIL, SMS, PUSH, WEBHOOK -> true;
            case WEBSOCKET, IN_APP -> false;
        };
    }

    /// Until when a person is left in peace; nothing where they may be told.
    public static Optional<Instant> until(Profile profile, Instant now) {
        Preferences preferences = profile.getPreferences();
        QuietHours hours = preferences == null ? null : preferences.getQuiet();
        return hours == null ? Optional.empty() : until(hours, zone(profile.getRecipient()), now);
    }

    /// Hours that cannot be read are none: what the front door takes can be.
    private static Optional<Instant> until(QuietHours hours, ZoneId zone, Instant now) {
        try {
            return until(LocalTime.parse(hours.getFrom()), LocalTime.parse(hours.getTo()), zone, now);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> until(LocalTime from, LocalTime to, ZoneId zone, Instant now) {
        Instant until = now;
        for (Instant end = endAt(until, from, to, zone); end.isAfter(until); end = endAt(until, from, to, zone)) {
            until = end;
            if (from.equals(to)) {
                return Optional.empty();
            }
        }
        return until.equals(now) ? Optional.empty() : Optional.of(until);
    }

    /// The end of the quiet hours in which `at` lies, those of this day or of the day before; `at` where there are
    /// none.
    private static Instant endAt(Instant at, LocalTime from, LocalTime to, ZoneId zone) {
        LocalDate today = at.atZone(zone).toLocalDate();
        for (LocalDate day = today.minusDays(1); !day.isAfter(today); day = day.plusDays(1)) {
            Instant end = last(from.isBefore(to) ? day : day.plusDays(1), to, zone);
            if (!first(day, from, zone).isAfter(at) && end.isAfter(at)) {
                return end;
            }
        }
        return at;
    }

    /// When the clock first shows this time of that day, or would have.
    private static Instant first(LocalDate day, LocalTime time, ZoneId zone) {
        ZoneOffsetTransition leap = zone.getRules().getTransition(day.atTime(time));
        return leap != null && leap.isGap()
                ? leap.getInstant()
                : ZonedDateTime.of(day, time, zone).toInstant();
    }

    /// When it last does.
    private static Instant last(LocalDate day, LocalTime time, ZoneId zone) {
        ZoneOffsetTransition leap = zone.getRules().getTransition(day.atTime(time));
        return leap != null && leap.isGap()
                ? leap.getInstant()
                : ZonedDateTime.of(day, time, zone).withLaterOffsetAtOverlap().toInstant();
    }

    /// Where a person is, as far as is known; else UTC.
    public static ZoneId zone(@Nullable Recipient person) {
        String name = person == null ? null : person.getTimeZone();
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }
}
