package dev.fanfare.track.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fanfare.track.analytics.DayFigures.Row;
import dev.fanfare.track.analytics.DayFigures.Why;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A row of `GET /v1/analytics`.
///
/// @param day null where rows are not told apart by it, as are type and channel
/// @param medianSeconds from acceptance to arrival, right to a tenth; null where nothing arrived
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DayView(
        @Nullable String day,
        @Nullable String type,
        @Nullable String channel,
        long sent,
        long delivered,
        long read,
        long failed,
        long skipped,
        long expired,
        long cancelled,
        @Nullable Double medianSeconds,
        List<Why> causes) {

    /// The first line of the same as CSV.
    public static final String CSV_HEAD =
            "day,type,channel,sent,delivered,read,failed,skipped,expired,cancelled,medianSeconds,cause";

    public static DayView of(Row row) {
        return new DayView(
                named(row.day()),
                named(row.type()),
                named(row.channel()),
                row.sent(),
                row.delivered(),
                row.read(),
                row.failed(),
                row.skipped(),
                row.expired(),
                row.cancelled(),
                Times.median(row.times()),
                row.causes());
    }

    /// One line; of the causes the first.
    public String csv() {
        String cause = causes.isEmpty()
                ? ""
                : (causes.getFirst().errorCategory() + ": " + causes.getFirst().error());
        return Stream.<@Nullable Object>of(
                        day,
                        type,
                        channel,
                        sent,
                        delivered,
                        read,
                        failed,
                        skipped,
                        expired,
                        cancelled,
                        medianSeconds,
                        cause)
                .map(cell -> cell == null ? "" : escaped(Objects.toString(cell)))
                .collect(Collectors.joining(","));
    }

    /// A spreadsheet takes what begins so for a formula.
    private static String escaped(String cell) {
        String harmless = cell.matches("(?s)[=+@\t\r-].*") ? "'" + cell : cell;
        return harmless.matches("(?s).*[\",\r\n].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }

    private static @Nullable String named(String text) {
        return text.isEmpty() ? null : text;
    }
}
