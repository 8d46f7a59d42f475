package dev.fanfare.channels.live;

import dev.fanfare.schemas.setup.LiveSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The streams that are open on this instance, and how many there may be.
public final class Streams {

    /// What may wait for all readers together, in bytes.
    static final long MOST_WAITING = 64L * 1024 * 1024;

    private final AtomicLong waiting = new AtomicLong();
    private final LiveSettings settings;
    private final Map<String, List<OpenStream>> open = new ConcurrentHashMap<>();
    private Consumer<String> changed = _ -> {};
    private int count;
    private boolean closed;

    public Streams(LiveSettings settings) {
        this.settings = settings;
    }

    /// What came of opening one.
    sealed interface Opened {
        record Open(OpenStream stream) implements Opened {}

        /// This person has too many.
        record TooMany(int most) implements Opened {}

        /// This instance has too many, or stops.
        record Full() implements Opened {}
    }

    synchronized Opened open(String recipient) {
        List<OpenStream> others = of(recipient);
        if (closed || count >= settings.streams()) {
            return new Opened.Full();
        }
        if (others.size() >= settings.streamsPerPerson()) {
            return new Opened.TooMany(settings.streamsPerPerson());
        }
        OpenStream stream = new OpenStream(recipient, waiting);
        List<OpenStream> all = new ArrayList<>(others);
        all.add(stream);
        open.put(recipient, List.copyOf(all));
        count++;
        return new Opened.Open(stream);
    }

    /// It has its place, and counts as open for others.
    synchronized void begun(OpenStream stream) {
        List<OpenStream> served =
                of(stream.recipient()).stream().filter(OpenStream::hasBegun).toList();
        if (served.equals(List.of(stream))) {
            changed.accept(stream.recipient());
        }
    }

    synchronized void close(OpenStream stream) {
        List<OpenStream> others =
                of(stream.recipient()).stream().filter(one -> one != stream).toList();
        boolean wasServed = isServed(stream.recipient());
        count -= of(stream.recipient()).size() - others.size();
        if (others.isEmpty()) {
            open.remove(stream.recipient());
        } else {
            open.put(stream.recipient(), others);
        }
        if (wasServed && !isServed(stream.recipient())) {
            changed.accept(stream.recipient());
        }
        stream.end(OpenStream.End.LEFT);
    }

    /// Ends the streams for which most waits, as long as more waits for all than there is room for.
    void makeRoom() {
        while (waiting.get() > MOST_WAITING) {
            Optional<OpenStream> fullest = fullest();
            if (fullest.isEmpty()) {
                return;
            }
            fullest.get().end(OpenStream.End.SLOW);
        }
    }

    private Optional<OpenStream> fullest() {
        return all().stream().filter(stream -> stream.waiting() > 0).max(Comparator.comparingInt(OpenStream::waiting));
    }

    /// Ends all, and lets none in any more.
    public synchronized void closeAll() {
        closed = true;
        open.values().forEach(some -> some.forEach(stream -> stream.end(OpenStream.End.STOPPING)));
    }

    /// Told of whose first stream has begun, or whose last one is closed.
    synchronized void whenChanged(Consumer<String> told) {
        changed = told;
    }

    /// Whose streams have begun.
    Set<String> people() {
        return open.keySet().stream().filter(this::isServed).collect(Collectors.toSet());
    }

    /// Whether what is written now is told to this person here.
    boolean isServed(String recipient) {
        return of(recipient).stream().anyMatch(OpenStream::hasBegun);
    }

    public synchronized int count() {
        return count;
    }

    List<OpenStream> of(String recipient) {
        return Optional.ofNullable(open.get(recipient)).orElse(List.of());
    }

    List<OpenStream> all() {
        return open.values().stream().flatMap(List::stream).toList();
    }
}
