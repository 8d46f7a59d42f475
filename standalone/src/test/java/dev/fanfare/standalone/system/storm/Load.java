package dev.fanfare.standalone.system.storm;

import dev.fanfare.standalone.system.parts.FrontDoor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Posts events at two doors in turn; whoever gets no answer, or 503, posts the same event again at the other door.
final class Load implements AutoCloseable {

    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final Duration GIVE_UP = Duration.ofSeconds(90);

    /// When a post began, and when it was answered with 202.
    record Accepted(Post post, Instant posted, Instant answered) {}

    private final List<FrontDoor> doors;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger firstTries = new AtomicInteger();
    private final Map<String, Integer> misses = new ConcurrentHashMap<>();
    private final AtomicInteger turns = new AtomicInteger();

    /// @param doors two
    Load(List<FrontDoor> doors) {
        this.doors = doors;
    }

    /// One after the other, each so long after the last.
    void post(List<Post> posts, Duration pace) {
        threads.execute(() -> posts.forEach(post -> {
            postUntilAnswered(post);
            LockSupport.parkNanos(pace.toNanos());
        }));
    }

    /// At once, whatever else is under way.
    void post(Post post) {
        threads.execute(() -> postUntilAnswered(post));
    }

    /// By event key.
    Map<String, Accepted> accepted() {
        return accepted;
    }

    /// Posts that were answered with anything else, or by nobody.
    List<String> refused() {
        return List.copyOf(refused);
    }

    /// Of [#accepted], those whose first try was answered so.
    int firstTries() {
        return firstTries.get();
    }

    /// Why first tries were not, and how many.
    Map<String, Integer> misses() {
        return misses;
    }

    /// Waits until all are answered.
    @Override
    public void close() {
        threads.close();
    }

    private void postUntilAnswered(Post post) {
        Instant posted = Instant.now();
        try {
            Optional<String> key = tryOnce(post, why -> misses.merge(why, 1, Integer::sum));
            if (key.isPresent()) {
                firstTries.incrementAndGet();
            }
            while (key.isEmpty() && Instant.now().isBefore(posted.plus(GIVE_UP))) {
                LockSupport.parkNanos(AGAIN.toNanos());
                key = tryOnce(post, _ -> {});
            }
            key.ifPresentOrElse(
                    found -> accepted.put(found, new Accepted(post, posted, Instant.now())),
                    () -> refused.add(post.id() + " was not answered for " + GIVE_UP));
        } catch (AssertionError otherwise) {
            refused.add(post.id() + ": " + otherwise.getMessage());
        }
    }

    private Optional<String> tryOnce(Post post, Consumer<String> why) {
        return doors.get(turns.getAndIncrement() % doors.size()).tryEvent(post.json(), why);
    }
}
