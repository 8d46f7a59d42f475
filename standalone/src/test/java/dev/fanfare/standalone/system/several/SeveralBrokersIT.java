package dev.fanfare.standalone.system.several;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three brokers with three replicas of everything, and two of each app, as `docs/production.md` has them.
@Tag("chaos")
@TestInstance(Lifecycle.PER_CLASS)
class SeveralBrokersIT {

    private static final int PARTITIONS = 6;
    private static final int TWO = 2;
    private static final int SOME = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /// As a caller has it who goes to the other door then.
    private static final Duration CALL = Duration.ofSeconds(15);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(PARTITIONS));

    private final Sinks sinks = new Sinks(Duration.ZERO);
    private ThreeBrokers brokers;
    private List<AppProcess> fanouts;
    private List<AppProcess> channels;
    private List<AppProcess> fronts;
    private List<FrontDoor> doors;

    @BeforeAll
    void start(@TempDir Path data) {
        brokers = new ThreeBrokers("several", data);
        Map<String, String> settings = new HashMap<>(sinks.settings());
        settings.put("fanfare.partitions", String.valueOf(PARTITIONS));
        settings.put("fanfare.standbys", "1");
        fanouts = two("fanout", data, settings);
        channels = two("channels", data, settings);
        settings.put("fanfare.streams.url", urls(fanouts));
        settings.put("fanfare.channels.url", urls(channels));
        fronts = two("front", data, settings);
        apps().forEach(AppProcess::launch);
        apps().forEach(AppProcess::awaitReady);
        doors = fronts.stream().map(front -> new FrontDoor(front.url(), CALL)).toList();
        try (FrontDoor first = fronts.getFirst().door()) {
            first.put("/v1/templates/load", "{\"en\": {\"subject\": \"{{data.words}}\", \"text\": \"Load\"}}");
            first.put("/v1/rules/load", """
                    {"recipients": "{{data.to}}", "channels": ["email"], "template": "load"}""");
            for (int person = 0; person < Load.PEOPLE; person++) {
                first.put("/v1/recipients/person-" + person, "{\"email\": [\"%d@example.org\"]}".formatted(person));
            }
        }
    }

    @AfterAll
    void stop() {
        doors.forEach(FrontDoor::close);
        apps().forEach(AppProcess::close);
        brokers.close();
        sinks.close();
    }

    @Test
    @DisplayName("one broker of three is killed under load: no accepted event is lost, and each is told once")
    void a_broker_is_killed_under_load() {
        try (Load load = new Load(doors, "killed")) {
            awaitMore(load);
            brokers.node(0).kill();
            awaitMore(load);
            brokers.node(0).launch();
            brokers.node(0).awaitReady();
            awaitMore(load);
            load.end();
            everyoneIsToldOnce(load);
        }
    }

    @Test
    @DisplayName("all processes are restarted one after the other under load: no call fails twice, nothing is doubled")
    void everything_is_restarted_under_load() {
        try (Load load = new Load(doors, "rolling")) {
            awaitMore(load);
            for (AppProcess app : apps().toList()) {
                app.stop();
                app.launch();
                app.awaitReady();
                awaitMore(load);
            }
            for (int node = 0; node < ThreeBrokers.COUNT; node++) {
                brokers.node(node).stop();
                brokers.node(node).launch();
                brokers.node(node).awaitReady();
                awaitMore(load);
            }
            load.end();
            everyoneIsToldOnce(load);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fanout", "channels", "front"})
    @DisplayName("one of two is frozen for a minute under load: no call fails twice, nothing is lost or doubled")
    void one_is_frozen_for_a_minute_under_load(String kind) {
        AppProcess frozen = one(kind);
        try (Load load = new Load(doors, "frozen-" + kind)) {
            awaitMore(load);
            Instant thaw = Instant.now().plus(MINUTE);
            frozen.signal("STOP");
            try {
                await().atMost(PATIENCE).until(() -> Instant.now().isAfter(thaw));
            } finally {
                frozen.signal("CONT");
            }
            awaitMore(load);
            load.end();
            everyoneIsToldOnce(load);
        }
        awaitBack(frozen);
    }

    private AppProcess one(String kind) {
        return switch (kind) {
            case "fanout" -> fanouts.getFirst();
            case "channels" -> channels.getFirst();
            case "front" -> fronts.getFirst();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /// It went on by itself; or it has ended, and is started again.
    private static void awaitBack(AppProcess app) {
        if (!app.isAlive()) {
            System.out.println(app.name() + " has ended, and is started again");
            app.launch();
            app.awaitReady();
        }
        try (FrontDoor asked = new FrontDoor(app.url(), CALL)) {
            await(app.name() + " is ready")
                    .atMost(PATIENCE)
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> asked.statusCode("/actuator/health/readiness") == 200);
        }
    }

    private void everyoneIsToldOnce(Load load) {
        Set<String> words =
                load.accepted().values().stream().map(Load.Accepted::words).collect(Collectors.toSet());
        for (long told = 0; told < words.size(); ) {
            long before = told;
            told = await("more of " + words.size() + " are told than " + before)
                    .atMost(PATIENCE)
                    .until(() -> told(words).distinct().count(), now -> now > before);
        }
        load.accepted().keySet().forEach(key -> {
            var status = doors.getFirst().statusOf(key, PATIENCE);
            assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
            assertThat(status.at("/channels/email/delivered").asInt())
                    .as("%s", status)
                    .isOne();
        });
        List<String> attempts = new CommittedRecords(brokers.bootstrapServers(), TOPICS)
                .attempts(TOPICS.channel(Channel.EMAIL, Lane.STANDARD))
                .map(CommittedRecords.Attempt::id)
                .toList();
        assertThat(attempts).as("what stands on the channel's topic").doesNotHaveDuplicates();
        System.out.printf(
                "%d mails for %d events, the longest was told after %.1f s%n",
                told(words).count(), words.size(), longestWait(load).toMillis() / 1e3);
    }

    private Stream<String> told(Set<String> words) {
        return sinks.received().stream().map(Received::title).filter(words::contains);
    }

    /// From a call's begin until the first mail for it.
    private Duration longestWait(Load load) {
        Map<String, Instant> first = sinks.received().stream()
                .collect(Collectors.toMap(Received::title, Received::at, BinaryOperator.minBy(naturalOrder())));
        return load.accepted().values().stream()
                .map(event -> Duration.between(event.posted(), first.get(event.words())))
                .max(naturalOrder())
                .orElseThrow();
    }

    private static void awaitMore(Load load) {
        int then = load.accepted().size() + SOME;
        await().atMost(PATIENCE).until(() -> load.isStopped() || load.accepted().size() >= then);
    }

    private List<AppProcess> two(String app, Path data, Map<String, String> settings) {
        return IntStream.rangeClosed(1, TWO)
                .mapToObj(number ->
                        new AppProcess(app, "several-" + app + number, brokers.bootstrapServers(), data, settings))
                .toList();
    }

    private Stream<AppProcess> apps() {
        return Stream.of(fanouts, channels, fronts).flatMap(List::stream);
    }

    private static String urls(List<AppProcess> apps) {
        return apps.stream().map(AppProcess::url).collect(Collectors.joining(","));
    }
}
