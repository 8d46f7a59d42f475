package dev.fanfare.benchmarks.endtoend;

import dev.fanfare.benchmarks.provider.MadeUpProviders;
import dev.fanfare.benchmarks.provider.Script;
import dev.fanfare.benchmarks.provider.WireProvider;
import dev.fanfare.benchmarks.stack.Apps;
import dev.fanfare.standalone.client.Answer;
import dev.fanfare.standalone.client.EventStatus;
import dev.fanfare.standalone.client.FrontDoor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The whole pipeline, each app a process of its own, with people, and their providers behind sockets here.
final class Whole implements AutoCloseable {

    private static final Duration CALL = Duration.ofMillis(200);
    /// Its owner has not read so far; it was waited for inside.
    private static final int BEHIND = 503;
    private static final int ASKED = 12;
    private static final String SECRET = "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";
    private static final String WORDS =
            "{\"en\": {\"subject\": \"Summer fair at {{data.school}}\", \"text\": \"The summer fair is on Saturday in the yard. Bring cake, and a chair to sit on.\"}}";

    final Counted counted = new Counted();
    final Arrived arrived = new Arrived();
    final WireProvider quick = new WireProvider(Duration.ZERO, this::came);
    private final WireProvider slow = new WireProvider(CALL, this::came);
    final Audience noop = webhooks("noop", 20_000, quick);
    final Audience slowly = webhooks("slow", 2_000, slow);
    final Audience people = new Audience(
            "people",
            10_000,
            List.of("in-app", "email"),
            id -> "\"email\": [\"" + Script.mail(quick.port(), id) + "\"]");
    private final Apps apps;
    private final FrontDoor door;

    private Whole(Apps apps, Map<String, String> settings) {
        this.apps = apps;
        apps.startFanout(0);
        apps.startFront(1);
        Map<String, String> channels = new HashMap<>(MadeUpProviders.SETTING);
        channels.putAll(settings);
        apps.startChannels(channels);
        door = apps.frontDoor();
    }

    /// @param settings of every app
    /// @param inFlight calls of each channel at once
    static Whole open(Map<String, String> settings, int inFlight) {
        Apps apps = Apps.start(settings);
        try {
            Whole whole = new Whole(
                    apps,
                    Map.of(
                            "fanfare.webhook.in-flight",
                            String.valueOf(inFlight),
                            "fanfare.email.in-flight",
                            String.valueOf(inFlight)));
            whole.prepare();
            return whole;
        } catch (RuntimeException failed) {
            apps.close();
            throw failed;
        }
    }

    private void prepare() {
        door.put("/v1/templates/bench", WORDS).orFail();
        Stream.of(noop, slowly, people).forEach(audience -> {
            door.put("/v1/rules/" + audience.type(), audience.rule(true)).orFail();
            door.post("/v1/recipients", "application/x-ndjson", BodyPublishers.ofString(audience.lines()))
                    .orFail();
        });
        door.put("/v1/rules/" + noop.type() + ".one", noop.rule(false)).orFail();
    }

    private static Audience webhooks(String name, int size, WireProvider provider) {
        return new Audience(
                name,
                size,
                List.of("webhook"),
                id -> "\"webhook\": [{\"url\": \"" + Script.ask(provider.port(), id) + "\", \"secret\": \"" + SECRET
                        + "\"}]");
    }

    private void came(String delivery) {
        counted.came(delivery);
        arrived.came(delivery);
    }

    FrontDoor door() {
        return door;
    }

    /// The event's state when it is done.
    EventStatus done(String key) {
        for (int n = 0; n < ASKED; n++) {
            Answer answer = door.get("/v1/events/" + key + "?wait=60s");
            if (answer.status() != BEHIND) {
                return new EventStatus(answer.orFail().json());
            }
        }
        throw new IllegalStateException("no status of " + key);
    }

    @Override
    public void close() {
        door.close();
        apps.close();
        quick.close();
        slow.close();
    }
}
