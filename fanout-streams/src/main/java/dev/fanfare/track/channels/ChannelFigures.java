package dev.fanfare.track.channels;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// What tracking knows of each channel, by its name.
public record ChannelFigures(Map<String, Figures> channels) {

    private static final Duration HOUR = Duration.ofHours(1);

    /// @param retrying deliveries that are DEFERRED now: they wait for another attempt, or are in it
    public record Figures(long retrying, Ended minute, Ended hour, Ended day, List<CauseShown> causes) {

        Figures plus(Figures other) {
            return new Figures(
                    retrying + other.retrying,
                    minute.plus(other.minute),
                    hour.plus(other.hour),
                    day.plus(other.day),
                    CauseShown.first(Stream.of(causes, other.causes).flatMap(List::stream)));
        }
    }

    /// Of these partitions.
    public static ChannelFigures of(Collection<ReadOnlyKeyValueStore<Bytes, byte[]>> stores, Instant now) {
        Ended.Spans spans = Ended.Spans.until(now);
        Ended.Sum minute = new Ended.Sum(spans.minute());
        Ended.Sum hour = new Ended.Sum(spans.hour());
        Ended.Sum day = new Ended.Sum(spans.day());
        long[] deferred = ChannelSums.deferred(null);
        Map<Channel, List<CauseShown>> causes = new LinkedHashMap<>();
        for (ReadOnlyKeyValueStore<Bytes, byte[]> store : stores) {
            read(store, ChannelKeys.slot(spans.day().toEpochMilli()), ChannelKeys.slot(Long.MAX_VALUE), entry -> {
                long begin = ChannelKeys.begin(entry.key);
                Slot slot = Slot.decode(entry.value);
                Stream.of(minute, hour, day).forEach(sum -> sum.add(begin, slot));
            });
            long[] here = ChannelSums.deferred(store.get(ChannelKeys.DEFERRED));
            for (int i = 0; i < deferred.length; i++) {
                deferred[i] += here[i];
            }
            readCauses(store, now, causes);
        }
        Map<String, Figures> channels = new LinkedHashMap<>();
        for (Channel channel : Topics.CHANNELS) {
            List<CauseShown> first = CauseShown.first(causes.getOrDefault(channel, List.of()).stream());
            channels.put(
                    Names.of(channel),
                    new Figures(
                            deferred[channel.ordinal()], minute.of(channel), hour.of(channel), day.of(channel), first));
        }
        return new ChannelFigures(channels);
    }

    /// Those of other partitions as well.
    public ChannelFigures plus(ChannelFigures other) {
        Map<String, Figures> sums = new LinkedHashMap<>(channels);
        other.channels.forEach((channel, figures) -> sums.merge(channel, figures, Figures::plus));
        return new ChannelFigures(sums);
    }

    private static void readCauses(
            ReadOnlyKeyValueStore<Bytes, byte[]> store, Instant now, Map<Channel, List<CauseShown>> causes) {
        long day = ChannelKeys.floor(now.minus(ChannelKeys.DAY), ChannelKeys.CAUSES);
        long hour = ChannelKeys.floor(now.minus(HOUR), ChannelKeys.CAUSES);
        read(store, ChannelKeys.causes(day), ChannelKeys.causes(Long.MAX_VALUE), entry -> {
            boolean isRecent = ChannelKeys.begin(entry.key) >= hour;
            causes.computeIfAbsent(ChannelKeys.channel(entry.key), _ -> new ArrayList<>())
                    .add(CauseShown.of(Cause.Count.decode(entry.value), isRecent));
        });
    }

    private static void read(
            ReadOnlyKeyValueStore<Bytes, byte[]> store, Bytes from, Bytes to, Consumer<KeyValue<Bytes, byte[]>> each) {
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, to)) {
            entries.forEachRemaining(each);
        }
    }
}
