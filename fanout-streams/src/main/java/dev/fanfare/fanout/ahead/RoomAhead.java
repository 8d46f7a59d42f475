package dev.fanfare.fanout.ahead;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Whether one partition's expansion may go on writing to bulk lanes: so much is written as its channels work off in a
/// time. What a task has written itself since the last look counts too, since nobody else writes there but retries.
///
/// A channel that has not moved for as long, or for 10 s where that is longer, is not waited for: it may not be run at
/// all, and others should not stand
/// still with it.
public final class RoomAhead {

    /// Records for which there is always room.
    static final long LEAST = 500;
    /// A channel commits, and is looked at, every second or so: what has not moved for less may well be at work.
    static final Duration STILL = Duration.ofSeconds(10);
    /// Records a second of one partition, as long as nothing was measured.
    static final double UNMEASURED = 100;

    private final Paces paces;
    private final Duration ahead;
    private final Duration patience;
    private final InstantSource clock;
    private final int partition;
    private final Map<String, Written> byTopic = new HashMap<>();
    private final Map<Channel, Written> written = new EnumMap<>(Channel.class);
    private final Map<Channel, Instant> unseenSince = new EnumMap<>(Channel.class);

    /// What was written since a look.
    private static final class Written {
        private long look;
        private long records;
    }

    /// @param ahead zero for any distance
    public RoomAhead(Paces paces, Duration ahead, InstantSource clock, Topics topics, int partition) {
        this.paces = paces;
        this.ahead = ahead;
        this.patience = ahead.compareTo(STILL) > 0 ? ahead : STILL;
        this.clock = clock;
        this.partition = partition;
        for (Channel channel : Topics.CHANNELS) {
            Written none = new Written();
            written.put(channel, none);
            byTopic.put(topics.channel(channel, Lane.BULK).name(), none);
        }
    }

    /// A delivery was written to this topic.
    public void wrote(String topic) {
        Written bulk = byTopic.get(topic);
        if (bulk != null) {
            bulk.records++;
        }
    }

    /// Whether there is room on all of these channels. All are asked, so that what is waited for on one of them is not
    /// waited for behind another.
    public boolean isThere(Collection<Channel> channels) {
        return ahead.isZero()
                || channels.stream().filter(channel -> !isThere(channel)).count() == 0;
    }

    private boolean isThere(Channel channel) {
        Optional<Pace> known = paces.find(channel, partition);
        long since = since(channel, known.map(Pace::number).orElse(0L));
        if (known.isEmpty()) {
            return since < room(UNMEASURED) || isUnseenForLong(channel);
        }
        unseenSince.remove(channel);
        Pace pace = known.get();
        boolean standsStill = !clock.instant().isBefore(pace.movedAt().plus(patience));
        Double perSecond = pace.perSecond();
        return standsStill || pace.lag() + since < room(perSecond == null ? UNMEASURED : perSecond);
    }

    /// Nobody can look, perhaps since nobody may.
    private boolean isUnseenForLong(Channel channel) {
        Instant now = clock.instant();
        Instant since = unseenSince.computeIfAbsent(channel, _ -> now);
        return !now.isBefore(since.plus(Paces.FRESH));
    }

    /// What was written since this look; a new one has seen all before it.
    private long since(Channel channel, long look) {
        Written bulk = Objects.requireNonNull(written.get(channel));
        if (bulk.look != look) {
            bulk.look = look;
            bulk.records = 0;
        }
        return bulk.records;
    }

    private long room(double perSecond) {
        return Math.max(LEAST, (long) (perSecond * ahead.toMillis() / 1_000));
    }
}
