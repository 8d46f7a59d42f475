package dev.fanfare.schemas.setup;

import dev.fanfare.schemas.Names;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `fanfare.live.*`: the streams that people have open, on each instance.
///
/// @param streams open at once, 1 to 100,000
/// @param streamsPerPerson open at once for one person, 1 to 1,000
/// @param heartbeat after which a sign of life is sent where nothing else is, 1 s to 1 min
public record LiveSettings(Integer streams, Integer streamsPerPerson, Duration heartbeat) {

    private static final int MOST_STREAMS = 100_000;
    private static final int OTHER_CONNECTIONS = 4_192;
    private static final int MOST_PER_PERSON = 1_000;
    private static final Duration LEAST_HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration MOST_HEARTBEAT = Duration.ofMinutes(1);

    /// Unless a setting says otherwise; it needs the bounds above.
    public static final LiveSettings DEFAULT = new LiveSettings(null, null, null);

    public LiveSettings(@Nullable Integer streams, @Nullable Integer streamsPerPerson, @Nullable Duration heartbeat) {
        this.streams = checked("streams", streams == null ? 4_000 : streams, MOST_STREAMS);
        this.streamsPerPerson =
                checked("streams-per-person", streamsPerPerson == null ? 20 : streamsPerPerson, MOST_PER_PERSON);
        this.heartbeat = heartbeat == null ? Duration.ofSeconds(15) : heartbeat;
        if (this.heartbeat.compareTo(LEAST_HEARTBEAT) < 0 || this.heartbeat.compareTo(MOST_HEARTBEAT) > 0) {
            throw new IllegalArgumentException(
                    "fanfare.live.heartbeat: must be 1s to 1m, is " + Names.of(this.heartbeat));
        }
    }

    /// Connections that a server has to take, so that other calls find one where all streams are open.
    public int connections() {
        return streams + OTHER_CONNECTIONS;
    }

    private static int checked(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("fanfare.live." + name + ": must be 1 to " + most + ", is " + value);
        }
        return value;
    }
}
