package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Digests against a plain model of their rule: random events, keys, expiries and cancels, the same messages.
class DigestModelTest {

    private static final Duration STEP = Duration.ofSeconds(10);
    private static final int STEPS = 120;
    private static final String[] PEOPLE = {"ada", "alan", "grace"};
    private static final String[] KEYS = {"", "a", "b"};

    static LongStream seeds() {
        long given = Long.getLong("digest.seed", -1);
        return given >= 0 ? LongStream.of(given) : new Random().longs(8, 0, 1_000_000);
    }

    /// One event for one person.
    private record Post(int n, String person, String key, Instant at, Instant expiresAt) {}

    /// What was told: when, to whom, and which events, in order.
    private record Told(Instant at, String person, List<Integer> events) {}

    @ParameterizedTest(name = "-Ddigest.seed={0}")
    @MethodSource("seeds")
    void pipeline_and_model_agree_on_every_message(long seed) {
        Random random = new Random(seed);
        int min = 1 + random.nextInt(3);
        int max = Math.max(2, min) + random.nextInt(4);
        Duration window = STEP.multipliedBy(2 + random.nextInt(10));
        Model model = new Model(window, min, max);
        List<Told> told = new ArrayList<>();
        try (FanoutScenario fanfare = new FanoutScenario()) {
            fanfare.template("words", "s", "{{#events}}{{data.n}},{{/events}}");
            fanfare.rule(ruleFor("post")
                    .setChannels(List.of(Channel.EMAIL))
                    .setDigest(DigestRule.newBuilder()
                            .setWindow(window.toString())
                            .setBy("{{data.key}}")
                            .setMin(min)
                            .setMax(max)
                            .build()));
            for (String person : PEOPLE) {
                fanfare.person(person);
            }
            int posts = 0;
            for (int step = 0; step < STEPS; step++) {
                for (int more = random.nextInt(4); more > 0; more--) {
                    Post post = new Post(
                            posts++,
                            PEOPLE[random.nextInt(PEOPLE.length)],
                            KEYS[random.nextInt(KEYS.length)],
                            fanfare.now(),
                            random.nextInt(4) == 0
                                    ? fanfare.now().plus(STEP.multipliedBy(1 + random.nextInt(8)))
                                    : Instant.MAX);
                    fanfare.publish(of(post));
                    model.post(post);
                }
                if (posts > 0 && random.nextInt(5) == 0) {
                    int gone = random.nextInt(posts);
                    fanfare.command(CommandKind.CANCEL, event("post").setId("" + gone))
                            .pass(Duration.ofMillis(10));
                    model.cancel(gone);
                    fanfare.pass(STEP.minusMillis(10));
                } else {
                    fanfare.pass(Duration.ofMillis(10)).pass(STEP.minusMillis(10));
                }
                Instant now = fanfare.now();
                model.passed(now);
                fanfare.deliveries(Channel.EMAIL, Lane.STANDARD)
                        .forEach(delivery ->
                                told.add(new Told(now, delivery.getRecipient(), events(delivery.getBody()))));
            }
        }
        assertThat(told).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(model.told);
        assertThat(told).as("something was told").isNotEmpty();
    }

    private static Event.Builder of(Post post) {
        return event("post")
                .setId("" + post.n)
                .setRecipients(List.of(post.person))
                .setExpiresAt(post.expiresAt.equals(Instant.MAX) ? null : post.expiresAt)
                .setData("{\"n\": " + post.n + ", \"key\": \"" + post.key + "\"}");
    }

    private static List<Integer> events(String body) {
        return List.of(body.split(",")).stream().map(Integer::valueOf).toList();
    }

    /// The rule, as one would say it: no queue, no store, no ids.
    private static final class Model {
        private final Duration window;
        private final int min;
        private final int max;
        private final Map<String, Open> open = new LinkedHashMap<>();
        private final List<Told> told = new ArrayList<>();
        private Instant next = START;

        private static final class Open {
            final Instant due;
            final List<Post> posts = new ArrayList<>();

            Open(Instant due) {
                this.due = due;
            }
        }

        Model(Duration window, int min, int max) {
            this.window = window;
            this.min = min;
            this.max = max;
        }

        void post(Post post) {
            String which = post.person + " " + post.key;
            Open digest = open.computeIfAbsent(which, _ -> new Open(post.at.plus(window)));
            digest.posts.add(post);
            if (digest.posts.size() == max) {
                open.remove(which);
                full.add(digest);
            }
        }

        private final List<Open> full = new ArrayList<>();

        void cancel(int n) {
            full.forEach(digest -> digest.posts.removeIf(post -> post.n == n));
            open.values().forEach(digest -> digest.posts.removeIf(post -> post.n == n));
            open.values().removeIf(digest -> digest.posts.isEmpty());
        }

        /// A full one goes out at the beginning of the step, which a cancel of the same moment comes behind.
        void passed(Instant now) {
            full.forEach(digest -> send(digest, next, now));
            full.clear();
            open.values().removeIf(digest -> {
                boolean due = !digest.due.isAfter(now);
                if (due) {
                    send(digest, digest.due, now);
                }
                return due;
            });
            next = now;
        }

        private void send(Open digest, Instant at, Instant seen) {
            List<Post> left = digest.posts.stream()
                    .filter(post -> at.isBefore(post.expiresAt))
                    .toList();
            List<Integer> events = left.stream().map(Post::n).toList();
            if (left.isEmpty()) {
                return;
            }
            String person = left.getFirst().person;
            if (left.size() < min) {
                events.forEach(event -> told.add(new Told(seen, person, List.of(event))));
            } else {
                told.add(new Told(seen, person, events));
            }
        }
    }
}
