package dev.fanfare.producer.live;

import dev.fanfare.producer.http.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells one reader what an instance says, and goes on at another one where it falls silent: behind the last id, so
/// that the reader misses nothing and hears nothing twice.
final class Follow {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);
    /// What an instance says that stops.
    private static final String STOPPING = "stopping";

    private final Source source;
    private final Silence silence;
    private final String path;
    private @Nullable String seen;
    private volatile @Nullable InputStream now;
    private volatile boolean closed;

    /// @param path of the stream, as it came
    /// @param seen the last id that the reader has; null for none
    Follow(Source source, Silence silence, String path, @Nullable String seen) {
        this.source = source;
        this.silence = silence;
        this.path = path;
        this.seen = seen;
    }

    /// @throws Refused where it cannot be opened
    void open() throws InterruptedException {
        now = source.open(path, seen);
    }

    /// Ends it from another thread.
    void close() {
        closed = true;
        quiet(now);
    }

    /// Until the reader leaves, or nobody serves the stream any more.
    void run(Reader reader) throws InterruptedException {
        try {
            InputStream in = now;
            while (in != null && !closed) {
                String end = tell(in, reader);
                if (closed || !end.isEmpty() && !end.equals(STOPPING)) {
                    reader.end(closed ? STOPPING : end);
                    return;
                }
                in = again().orElse(null);
            }
            reader.end(closed ? STOPPING : "away");
        } catch (Reader.Left left) {
            closed = true;
        } finally {
            quiet(now);
        }
    }

    /// @return why it ended; empty where it broke off
    private String tell(InputStream in, Reader reader) throws Reader.Left {
        try (in;
                Silence.Watched watched = silence.watch(in)) {
            ReadEvents events = new ReadEvents(in);
            for (Optional<Told> next = events.next(); next.isPresent(); next = events.next()) {
                watched.heard();
                Told told = next.get();
                if (told.isEnd()) {
                    return told.data().replaceAll(".*\"reason\":\"([a-z]+)\".*", "$1");
                }
                reader.tell(told);
                seen = told.id().isEmpty() ? seen : told.id();
            }
        } catch (IOException broken) {
            return "";
        }
        return "";
    }

    private Optional<InputStream> again() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!closed && System.nanoTime() < until) {
            try {
                open();
                return Optional.ofNullable(now);
            } catch (Refused notYet) {
                Thread.sleep(PAUSE);
            }
        }
        return Optional.empty();
    }

    private static void quiet(@Nullable InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException gone) {
            // it is closed all the same
        }
    }
}
