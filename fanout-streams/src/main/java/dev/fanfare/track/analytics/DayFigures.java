package dev.fanfare.track.analytics;

import dev.fanfare.schemas.DayCause;
import dev.fanfare.schemas.DaySum;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// Sums of some partitions, as instances tell them to one another.
public record DayFigures(List<Row> rows) {

    /// The newest first.
    static final Comparator<Kind> ORDER =
            Comparator.comparing(Kind::day).reversed().thenComparing(Kind::type).thenComparing(Kind::channel);

    /// What one row is of; empty where it is of all.
    ///
    /// @param day as 2026-03-01
    public record Kind(String day, String type, String channel) {}

    public record Why(String errorCategory, String error, long count) {}

    /// @param times how many took how long ([Times])
    public record Row(
            String day,
            String type,
            String channel,
            long sent,
            long delivered,
            long read,
            long failed,
            long skipped,
            long expired,
            long cancelled,
            List<Long> times,
            List<Why> causes) {

        static Row of(Kind kind, DaySum sum) {
            return new Row(
                    kind.day(),
                    kind.type(),
                    kind.channel(),
                    sum.getSent(),
                    sum.getDelivered(),
                    sum.getRead(),
                    sum.getFailed(),
                    sum.getSkipped(),
                    sum.getExpired(),
                    sum.getCancelled(),
                    sum.getTimes(),
                    whys(sum.getCauses()));
        }

        Kind kind() {
            return new Kind(day, type, channel);
        }

        Row plus(Row other) {
            return new Row(
                    day,
                    type,
                    channel,
                    sent + other.sent,
                    delivered + other.delivered,
                    read + other.read,
                    failed + other.failed,
                    skipped + other.skipped,
                    expired + other.expired,
                    cancelled + other.cancelled,
                    Times.sum(times, other.times),
                    whys(DayCauses.sum(counts(causes), counts(other.causes))));
        }

        private static List<Why> whys(List<DayCause> causes) {
            return DayCauses.inOrder(causes).stream()
                    .map(cause -> new Why(cause.getCategory(), cause.getError(), cause.getCount()))
                    .toList();
        }

        private static List<DayCause> counts(List<Why> causes) {
            return causes.stream()
                    .map(why -> new DayCause(why.errorCategory(), why.error(), why.count()))
                    .toList();
        }
    }

    /// Of these partitions, as asked.
    public static DayFigures of(Collection<ReadOnlyKeyValueStore<Bytes, byte[]>> stores, AnalyticsQuery asked) {
        Map<Kind, Row> sums = new HashMap<>(); // added up as they are read: there are as many as rows are told apart
        for (ReadOnlyKeyValueStore<Bytes, byte[]> store : stores) {
            DayStore.read(store, asked.from(), asked.to(), (key, sum) -> {
                if (asked.fits(key)) {
                    Kind kind = asked.kind(key);
                    sums.merge(kind, Row.of(kind, sum), Row::plus);
                }
            });
        }
        return sorted(sums);
    }

    /// Those of other partitions as well.
    public DayFigures plus(DayFigures other) {
        return summed(Stream.concat(rows.stream(), other.rows.stream()));
    }

    /// Each kind once, the newest first.
    private static DayFigures summed(Stream<Row> all) {
        Map<Kind, Row> sums = new HashMap<>();
        all.forEach(row -> sums.merge(row.kind(), row, Row::plus));
        return sorted(sums);
    }

    private static DayFigures sorted(Map<Kind, Row> sums) {
        return new DayFigures(sums.values().stream()
                .sorted(Comparator.comparing(Row::kind, ORDER))
                .toList());
    }
}
