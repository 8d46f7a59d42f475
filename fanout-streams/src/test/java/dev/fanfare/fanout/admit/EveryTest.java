package dev.fanfare.fanout.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.fanout.CronTimes;
import dev.fanfare.schemas.recur.Every;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a series occurs.
class EveryTest {

    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void every_month_on_the_31st_is_the_last_day_where_there_is_none_and_never_drifts() {
        List<LocalDate> year = times("R/2026-01-31T09:00[Europe/Berlin]/P1M", NEW_YEAR, 13).stream()
                .map(time -> time.atZone(BERLIN).toLocalDate())
                .toList();

        assertThat(year)
                .extracting(LocalDate::getDayOfMonth)
                .containsExactly(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31);
        assertThat(times("R/2026-01-31T09:00[Europe/Berlin]/P1M", NEW_YEAR, 13))
                .allSatisfy(time -> assertThat(time.atZone(BERLIN).getHour()).isEqualTo(9));
    }

    @Test
    void every_29th_of_february_is_the_28th_in_other_years() {
        assertThat(times("R/2024-02-29T12:00Z/P1Y", Instant.parse("2024-01-01T00:00:00Z"), 5))
                .extracting(Instant::toString)
                .containsExactly(
                        "2024-02-29T12:00:00Z",
                        "2025-02-28T12:00:00Z",
                        "2026-02-28T12:00:00Z",
                        "2027-02-28T12:00:00Z",
                        "2028-02-29T12:00:00Z");
    }

    @Test
    void a_day_goes_by_the_clock_and_hours_go_by() {
        Instant before = Instant.parse("2026-03-27T12:00:00Z");
        assertThat(times("R/2026-03-01T09:00[Europe/Berlin]/P1D", before, 3))
                .extracting(Instant::toString)
                .containsExactly("2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z", "2026-03-30T07:00:00Z");
        assertThat(times("R/2026-03-01T09:00[Europe/Berlin]/PT24H", before, 3))
                .extracting(Instant::toString)
                .containsExactly("2026-03-28T08:00:00Z", "2026-03-29T08:00:00Z", "2026-03-30T08:00:00Z");
    }

    @Test
    void a_time_that_the_clock_leaves_out_is_an_hour_later_and_one_that_comes_twice_is_the_first() {
        assertThat(times("R/2026-03-28T02:30[Europe/Berlin]/P1D", Instant.parse("2026-03-28T12:00:00Z"), 2))
                .extracting(Instant::toString)
                .containsExactly("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
        assertThat(times("R/2026-10-24T02:30[Europe/Berlin]/P1D", Instant.parse("2026-10-24T12:00:00Z"), 2))
                .extracting(Instant::toString)
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void so_many_times_are_counted_from_the_start() {
        Every five = every("R5/2026-01-01T00:00Z/P1D");

        assertThat(times("R5/2026-01-01T00:00Z/P1D", NEW_YEAR.minusSeconds(1), 9))
                .hasSize(5);
        assertThat(five.next(Instant.parse("2026-01-05T00:00:00Z"))).isEmpty();
        assertThat(five.latest(NEW_YEAR, Instant.parse("2027-01-01T00:00:00Z")))
                .contains(Instant.parse("2026-01-05T00:00:00Z"));
    }

    @Test
    void a_cron_goes_by_the_clock_of_its_zone() {
        assertThat(times("0 9 * * MON-FRI Europe/Berlin", Instant.parse("2026-03-27T12:00:00Z"), 2))
                .extracting(Instant::toString)
                .containsExactly("2026-03-30T07:00:00Z", "2026-03-31T07:00:00Z");
        assertThat(times("30 2 * * * Europe/Berlin", Instant.parse("2026-10-24T12:00:00Z"), 2))
                .as("an hour that comes twice")
                .extracting(Instant::toString)
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(times("30 2 * * * Europe/Berlin", Instant.parse("2026-03-28T12:00:00Z"), 1))
                .as("an hour that is left out")
                .extracting(Instant::toString)
                .containsExactly("2026-03-29T01:30:00Z");
        assertThat(times("*/20 * * * * Europe/Berlin", Instant.parse("2026-10-25T00:30:00Z"), 3))
                .as("from within the hour that comes twice")
                .extracting(Instant::toString)
                .containsExactly("2026-10-25T00:40:00Z", "2026-10-25T02:00:00Z", "2026-10-25T02:20:00Z");
        assertThat(every("*/20 * * * * Europe/Berlin").next(Instant.parse("2026-10-25T01:10:00Z")))
                .contains(Instant.parse("2026-10-25T02:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            R/2026-01-31T09:00/P1M             ; zone
            R/2026-01-31T09:00[Mars/Base]/P1M  ; Mars
            R/2026-02-30T09:00Z/P1M            ; no interval
            R0/2026-01-31T09:00Z/P1M           ; never
            R/2026-01-31T09:00Z/PT30S          ; once a minute
            R/2026-01-31T09:00Z/P              ; once a minute
            R/2026-01-31T09:00Z/P2Y            ; 366
            R/2026-01-31T09:00Z/-P1M           ; must be an interval
            R/2026-01-31T09:00Z                ; must be an interval
            0 9 * * *                          ; zone
            0 9 * * MON-FRI Mars/Base          ; Mars
            61 9 * * * UTC                     ; 61
            0 0 9 * * * UTC                    ; five
            0 9 29 2 * UTC                     ; 366
            0 9 30 2 * UTC                     ; never
            every morning                      ; must be
            """)
    void what_is_no_series_says_why(String text, String why) {
        assertThatThrownBy(() -> every(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @RepeatedTest(30)
    void the_latest_is_the_last_of_those_that_come_one_by_one() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String text = List.of(
                        "R/2026-01-31T09:00[Europe/Berlin]/P1M",
                        "R/2026-01-01T00:00Z/PT17M",
                        "R/2026-01-30T23:30[Antarctica/Troll]/P1DT3H",
                        "R40/2026-01-01T00:00[Pacific/Apia]/P1D",
                        "*/7 9-17 * * MON-FRI Europe/Berlin",
                        "0 0 1 * * America/New_York")
                .get(random.nextInt(6));
        Every every = every(text);
        Instant after = NEW_YEAR.plusSeconds(random.nextInt(20_000_000));
        Instant now = after.plusSeconds(random.nextInt(4_000_000));

        List<Instant> between = new ArrayList<>();
        Optional<Instant> next = every.next(after);
        while (next.isPresent() && !next.get().isAfter(now)) {
            assertThat(next.get()).as("%s seed %d", text, seed).isAfter(after);
            between.add(next.get());
            next = every.next(next.get());
        }
        assertThat(between).as("%s seed %d", text, seed).isSorted().doesNotHaveDuplicates();
        assertThat(every.latest(after, now))
                .as("%s seed %d", text, seed)
                .isEqualTo(between.isEmpty() ? Optional.empty() : Optional.of(between.getLast()));
    }

    @Test
    void far_from_its_start_it_is_found_as_quickly() {
        Every minutes = every("R/1970-01-02T00:00Z/PT1M");

        IntStream.range(0, 1_000).forEach(n -> assertThat(minutes.next(NEW_YEAR.plusSeconds(30)))
                .contains(NEW_YEAR.plus(Duration.ofMinutes(1))));
    }

    private static List<Instant> times(String text, Instant after, int most) {
        Every every = every(text);
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = every.next(after);
        while (next.isPresent() && times.size() < most) {
            times.add(next.get());
            next = every.next(next.get());
        }
        return times;
    }

    private static Every every(String text) {
        return Every.parse(text, CronTimes::of);
    }
}
