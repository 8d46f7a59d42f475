package dev.fanfare.standalone.system.storm;

import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.broker.ProxiedBroker;
import dev.fanfare.standalone.system.bad.Rubbish;
import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.Breakable;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.MainProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One broker and two processes of each app, with proxies before the broker and the providers, a clock that may jump
/// in the second process of each, and a small disk for the spool of the first front door.
final class Stage implements AutoCloseable {

    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(4));
    /// Of the front doors, fan-out and the channels.
    static final int EACH = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration CALL = Duration.ofSeconds(15);

    final FaultProxy kafka = new FaultProxy();
    final FaultProxy mail = new FaultProxy();
    final FaultProxy hooks = new FaultProxy();
    final MainProcess broker;
    final List<AppProcess> fanouts;
    final List<AppProcess> channels;
    final List<AppProcess> fronts;
    /// By the app whose second process has it.
    final Map<String, JumpingClock> clocks = new HashMap<>();

    final Optional<SmallDisk> disk;
    final Watchdog watchdog;

    private final String bootstrapServers;
    private final String name;
    private final Path data;
    private final Map<String, Integer> schemas = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();

    /// @param name of the logs under `target/system-tests`
    Stage(String name, Path data) {
        this.name = name;
        this.data = data;
        List<Integer> ports = FreePorts.find(3);
        bootstrapServers = "127.0.0.1:" + ports.getFirst();
        kafka.to(ports.get(2));
        broker = new MainProcess(
                name + "-broker",
                ProxiedBroker.class,
                Stream.of(data.resolve("kafka"), ports.get(0), ports.get(1), ports.get(2), kafka.port())
                        .map(Object::toString)
                        .toList());
        make(data);
        disk = SmallDisk.at(data.resolve("small"));
        common();
        fanouts = several("fanout");
        channels = several("channels");
        settings.put("fanfare.streams.url", String.join(",", urls(fanouts)));
        settings.put("fanfare.channels.url", String.join(",", urls(channels)));
        fronts = several("front");
        watchdog = new Watchdog(all());
    }

    /// Ready for events when this returns.
    void start() {
        broker.launch();
        broker.awaitReady();
        apps().forEach(Breakable::launch);
        apps().forEach(Breakable::awaitReady);
        watchdog.start();
        try (FrontDoor door = door(0)) {
            door.put("/v1/templates/storm", "{\"en\": {\"subject\": \"Still here\", \"text\": \"Nothing was lost.\"}}");
            door.put("/v1/rules/storm.one", rule("recipients"));
            door.put("/v1/rules/storm.all", rule("audiences"));
        }
        // Before there is rubbish among them.
        schemas.putAll(Rubbish.schemas(bootstrapServers, TOPICS));
    }

    /// Where the broker answers without the proxy.
    String bootstrapServers() {
        return bootstrapServers;
    }

    /// The ids that the records of the start have, by the names of their schemas.
    Map<String, Integer> schemas() {
        return schemas;
    }

    /// Where calls of providers go from now on.
    void reach(Sinks sinks) {
        mail.to(sinks.mailPort());
        hooks.to(sinks.hookPort());
    }

    FrontDoor door(int number) {
        return new FrontDoor(fronts.get(number % EACH).url(), CALL);
    }

    /// Waits until every process says that it is ready.
    void awaitReady() {
        broker.awaitReady();
        for (AppProcess app : apps()) {
            try (FrontDoor door = new FrontDoor(app.url(), CALL)) {
                await(app.name() + " is ready")
                        .atMost(PATIENCE)
                        .ignoreException(UncheckedIOException.class)
                        .until(() -> door.statusCode("/actuator/health/readiness") == 200);
            }
        }
    }

    List<AppProcess> apps() {
        return Stream.of(fanouts, channels, fronts).flatMap(List::stream).toList();
    }

    List<Breakable> all() {
        List<Breakable> all = new ArrayList<>(apps());
        all.add(broker);
        return all;
    }

    @Override
    public void close() {
        watchdog.close();
        apps().forEach(AppProcess::close);
        broker.close();
        Stream.of(kafka, mail, hooks).forEach(FaultProxy::close);
        disk.ifPresent(SmallDisk::close);
    }

    private static String rule(String whom) {
        return "{\"%s\": \"{{data.to}}\", \"channels\": [\"email\", \"webhook\"], \"template\": \"storm\"}"
                .formatted(whom)
                .replace("\"audiences\": \"{{data.to}}\"", "\"audiences\": [\"{{data.to}}\"]");
    }

    private void common() {
        settings.put("fanfare.partitions", String.valueOf(TOPICS.partitioning().partitions()));
        settings.put("fanfare.fanout.bulk-above", "500");
        settings.put("fanfare.email.smtp.host", "127.0.0.1");
        settings.put("fanfare.email.smtp.port", String.valueOf(mail.port()));
        settings.put("fanfare.webhook.allow-private-addresses", "true");
        settings.put("fanfare.webhook.breaker.open", "2s");
        for (String channel : List.of("email", "webhook")) {
            // Longer than any stall, and than a crowded machine needs.
            settings.put("fanfare." + channel + ".timeout", "15s");
            settings.put("fanfare." + channel + ".retry.delays", "1s,2s");
            settings.put("fanfare." + channel + ".retry.attempts", "60");
        }
    }

    private List<AppProcess> several(String app) {
        return IntStream.range(0, EACH).mapToObj(number -> one(app, number)).toList();
    }

    private AppProcess one(String app, int number) {
        String process = name + "-" + app + (number + 1);
        Map<String, String> own = new HashMap<>(settings);
        Map<String, String> environment = Map.of();
        if (number == 1) {
            JumpingClock.in(data, process).ifPresent(clock -> clocks.put(app, clock));
            environment = Optional.ofNullable(clocks.get(app))
                    .map(JumpingClock::environment)
                    .orElse(Map.of());
        } else if (app.equals("front")) {
            disk.ifPresent(small ->
                    own.put("fanfare.spool-dir", small.place().resolve("spool").toString()));
        }
        return new AppProcess(app, process, "127.0.0.1:" + kafka.port(), data, own, environment);
    }

    private static void make(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> urls(List<AppProcess> apps) {
        return apps.stream().map(AppProcess::url).toList();
    }
}
