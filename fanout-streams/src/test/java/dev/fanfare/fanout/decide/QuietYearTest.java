package dev.fanfare.fanout.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.QuietHours;
import dev.fanfare.schemas.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A year of quiet hours where the clock changes, where it changes by other than an hour, and where a day was left out.
@DisplayName("Quiet hours through the changes of the clock")
class QuietYearTest {

    private static final Duration STEP = Duration.ofMinutes(5);

    /// In 2011 Apia had summer time and left out the 30th of December.
    ///
    /// @param twice minutes that the clock shows twice, which may be quiet though it does not call them so
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,2026,22:00,07:00,60",
        "Europe/Berlin,2026,02:30,04:00,60",
        "Europe/Berlin,2026,23:00,02:30,60",
        "Europe/Berlin,2026,12:00,11:55,60",
        "America/New_York,2026,22:00,07:00,60",
        "America/New_York,2026,01:15,01:45,60",
        "Asia/Kolkata,2026,22:00,07:00,0",
        "Pacific/Apia,2011,22:00,07:00,60",
        "Pacific/Apia,2011,09:00,17:00,60",
        "Antarctica/Troll,2026,22:00,07:00,120",
        "Antarctica/Troll,2026,00:30,02:15,120",
    })
    void nobody_is_disturbed_at_a_time_that_the_clock_calls_quiet_and_nobody_waits_longer(
            String zone, int year, LocalTime from, LocalTime to, int twice) {
        ZoneId there = ZoneId.of(zone);
        Profile ada = profile(zone, from.toString(), to.toString());
        Instant end = ZonedDateTime.of(year + 1, 1, 1, 0, 0, 0, 0, there).toInstant();
        Duration besides = Duration.ZERO;
        Optional<Instant> before = Optional.empty();
        for (Instant now = ZonedDateTime.of(year, 1, 1, 0, 0, 0, 0, there).toInstant();
                now.isBefore(end);
                now = now.plus(STEP)) {
            ZonedDateTime local = now.atZone(there);
            Optional<Instant> until = Quiet.until(ada, now);
            boolean shown = shows(local.toLocalTime(), from, to);
            assertThat(until.isPresent() || !shown).as("quiet at %s", local).isTrue();
            besides = until.isPresent() && !shown ? besides.plus(STEP) : besides;
            until.ifPresent(told -> {
                assertThat(Quiet.until(ada, told)).as("told at %s", told).isEmpty();
                assertThat(Quiet.until(ada, told.minusMillis(1))).contains(told);
            });
            if (before.isPresent() && before.get().isAfter(now)) {
                assertThat(until).as("one end for the whole of it").isEqualTo(before);
            }
            before = until;
        }
        assertThat(besides).isLessThanOrEqualTo(Duration.ofMinutes(twice));
    }

    @Test
    void the_night_in_which_summer_time_begins_is_an_hour_shorter() {
        Profile ada = profile("Europe/Berlin", "22:00", "07:00");
        assertThat(Quiet.until(ada, Instant.parse("2026-03-28T20:59:59Z"))).isEmpty();
        assertThat(Quiet.until(ada, Instant.parse("2026-03-28T21:00:00Z")))
                .contains(Instant.parse("2026-03-29T05:00:00Z"));
    }

    @Test
    void the_night_in_which_summer_time_ends_is_an_hour_longer() {
        Profile ada = profile("Europe/Berlin", "22:00", "07:00");
        assertThat(Quiet.until(ada, Instant.parse("2026-10-24T20:00:00Z")))
                .contains(Instant.parse("2026-10-25T06:00:00Z"));
    }

    @Test
    void what_ends_in_the_hour_that_is_left_out_ends_when_the_clock_leaps() {
        Profile ada = profile("Europe/Berlin", "22:00", "02:30");
        assertThat(Quiet.until(ada, Instant.parse("2026-03-29T00:30:00Z")))
                .contains(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void what_begins_in_the_hour_that_is_left_out_begins_when_the_clock_leaps() {
        Profile ada = profile("America/New_York", "02:30", "05:00");
        assertThat(Quiet.until(ada, Instant.parse("2026-03-08T06:59:59Z"))).isEmpty();
        assertThat(Quiet.until(ada, Instant.parse("2026-03-08T07:00:00Z")))
                .contains(Instant.parse("2026-03-08T09:00:00Z"));
    }

    @Test
    void what_ends_in_the_hour_that_comes_twice_ends_with_the_second() {
        Profile ada = profile("Europe/Berlin", "22:00", "02:30");
        assertThat(Quiet.until(ada, Instant.parse("2026-10-25T00:15:00Z")))
                .contains(Instant.parse("2026-10-25T01:30:00Z"));
        assertThat(Quiet.until(ada, Instant.parse("2026-10-25T00:45:00Z")))
                .contains(Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Test
    void at_troll_the_clock_leaps_by_two_hours() {
        Profile ada = profile("Antarctica/Troll", "22:00", "07:00");
        assertThat(Quiet.until(ada, Instant.parse("2026-03-28T22:00:00Z")))
                .contains(Instant.parse("2026-03-29T05:00:00Z"));
        assertThat(Quiet.until(ada, Instant.parse("2026-10-24T20:00:00Z")))
                .contains(Instant.parse("2026-10-25T07:00:00Z"));
    }

    @Test
    void a_night_into_a_day_that_was_left_out_ends_on_the_morning_behind_it() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Profile ada = profile("Pacific/Apia", "22:00", "07:00");
        Instant night = ZonedDateTime.of(2011, 12, 29, 23, 0, 0, 0, apia).toInstant();
        Instant morning = ZonedDateTime.of(2011, 12, 31, 7, 0, 0, 0, apia).toInstant();
        assertThat(Quiet.until(ada, night)).contains(morning);
    }

    @Test
    void without_a_zone_or_with_an_unknown_one_it_is_utc() {
        Instant night = Instant.parse("2026-07-01T23:30:00Z");
        Instant morning = Instant.parse("2026-07-02T07:00:00Z");
        assertThat(Quiet.until(profile(null, "22:00", "07:00"), night)).contains(morning);
        assertThat(Quiet.until(profile("Nowhere/Else", "22:00", "07:00"), night))
                .contains(morning);
    }

    @Test
    void hours_that_nobody_can_read_are_none() {
        Instant night = Instant.parse("2026-07-01T23:30:00Z");
        assertThat(Quiet.until(profile("UTC", "late", "07:00"), night)).isEmpty();
        assertThat(Quiet.until(profile("UTC", "07:00", "07:00"), night)).isEmpty();
        assertThat(Quiet.until(new Profile(null, null, List.of(), List.of()), night))
                .isEmpty();
    }

    private static boolean shows(LocalTime local, LocalTime from, LocalTime to) {
        return from.isBefore(to)
                ? !local.isBefore(from) && local.isBefore(to)
                : !local.isBefore(from) || local.isBefore(to);
    }

    private static Profile profile(@Nullable String zone, String from, String to) {
        return new Profile(
                Recipient.newBuilder().setId("ada").setTimeZone(zone).build(),
                new Preferences("ada", List.of(), new QuietHours(from, to)),
                List.of(),
                List.of());
    }
}
