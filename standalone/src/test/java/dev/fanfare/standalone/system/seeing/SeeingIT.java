package dev.fanfare.standalone.system.seeing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.system.parts.BrokerApart;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// After traffic that is known, metrics, logs and health say what was, each exactly.
class SeeingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final String INTERNAL_KEY = "canary-internal-key";
    private static final List<String> CANARIES = List.of(INTERNAL_KEY, "canary-jaas", Sinks.SECRET, Traffic.URL_TOKEN);

    @TempDir
    private Path data;

    @Test
    @DisplayName(
            "S0-18, S0-19, S0-20, S1-06, S1-07, S1-24, S1-26, S1-27, S1-28, S1-29, S1-30, S1-31, S1-32: what was, and that once, stands in metrics and logs; health tells what is away")
    void an_operator_sees_what_was_and_what_is() throws IOException {
        try (BrokerApart broker = new BrokerApart("seeing-broker", data);
                Sinks sinks = new Sinks(Duration.ZERO);
                PipelineProcess fanfare =
                        PipelineProcess.beside(broker.bootstrapServers(), "seeing", data, settings(sinks));
                HttpClient http = HttpClient.newHttpClient()) {
            fanfare.start();
            List<App> apps = apps(fanfare, http);
            List<String> events = traffic(fanfare, sinks, apps.get(1));
            everyCountIsExact(apps.get(1));
            everyChannelSaysWhatItDid(apps.getFirst());
            allThatIsWatchedIsThere(apps);
            theClientsAreMeasured(apps);
            allPartsAreUp(apps);
            assertThat(timeOf(fanfare::stop)).isLessThan(STOP);
            eachEventIsLoggedOnce(fanfare.said(), events);
            nothingSecretIsLogged(fanfare.said());

            fanfare.start();
            aNewStartCountsNothingAgain(apps.get(1));
            broker.close();
            withoutKafkaEachPartSaysSo(apps);
        }
    }

    private static Map<String, String> settings(Sinks sinks) {
        Map<String, String> settings = new HashMap<>(sinks.settings());
        settings.put("fanfare.api.internal-key", INTERNAL_KEY);
        settings.put("fanfare.kafka.properties.sasl.jaas.config", "canary-jaas");
        settings.put("fanfare.email.retry.delays", "5s");
        settings.put("fanfare.webhook.retry.delays", "1s");
        settings.put("fanfare.webhook.retry.attempts", "2");
        return settings;
    }

    private static List<App> apps(PipelineProcess fanfare, HttpClient http) {
        return List.of(
                new App(fanfare.app(0), "", http),
                new App(fanfare.app(1), INTERNAL_KEY, http),
                new App(fanfare.app(2), INTERNAL_KEY, http));
    }

    /// The backlog is seen to grow while the slow endpoint is being told, and the full mailbox has room once it was
    /// seen to be tried again.
    private static List<String> traffic(PipelineProcess fanfare, Sinks sinks, App fanout) {
        try (FrontDoor door = fanfare.frontDoor()) {
            Traffic traffic = new Traffic(door, sinks);
            traffic.prepare();
            List<String> events = new ArrayList<>(traffic.greet());
            events.add(traffic.invented());
            events.add(traffic.alarm());
            await().atMost(PATIENCE)
                    .until(() -> fanout.scrape().value("notification_retry_total", "{channel=email}") == 1);
            sinks.behaviour().allow("later@example.org");
            sinks.behaviour().takeTime("/slow", Duration.ofSeconds(11));
            events.add(traffic.slow());
            await().atMost(PATIENCE)
                    .until(() ->
                            fanout.scrape().value("notification_backlog_seconds", "{channel=webhook, lane=standard}")
                                    > 5);
            for (String event : events) {
                assertThat(door.statusOf(event, PATIENCE).path("state").asString())
                        .isEqualTo("DONE");
            }
            return events;
        }
    }

    private static void everyCountIsExact(App fanout) throws IOException {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Scrape seen = fanout.scrape();
            assertThat(seen.of("notification_backlog_seconds")).hasSize(18).allSatisfy((_, age) -> assertThat(age)
                    .isZero());
            assertThat(seen.samples().get("notification_track_lag_seconds")).isZero();
            assertThat(seen.samples().get("notification_fanout_lag_seconds")).isZero();
        });
        Scrape seen = fanout.scrape();
        assertThat(seen.of("notification_created_total"))
                .isEqualTo(Map.of(
                        "{notification_type=greeting, priority=urgent}", 1.0,
                        "{notification_type=greeting, priority=high}", 1.0,
                        "{notification_type=greeting, priority=normal}", 1.0,
                        "{notification_type=greeting, priority=low}", 1.0,
                        "{notification_type=alarm, priority=normal}", 2.0,
                        "{notification_type=other, priority=normal}", 1.0));
        assertThat(seen.of("notification_dispatched_total"))
                .isEqualTo(Map.of(
                        "{notification_type=greeting}", 4.0,
                        "{notification_type=alarm}", 2.0,
                        "{notification_type=other}", 1.0));
        assertThat(seen.of("notification_delivered_total"))
                .hasSize(30)
                .containsEntry("{channel=in_app, status=delivered}", 5.0)
                .containsEntry("{channel=email, status=delivered}", 5.0)
                .containsEntry("{channel=email, status=dead}", 1.0)
                .containsEntry("{channel=email, status=skipped}", 1.0)
                .containsEntry("{channel=webhook, status=delivered}", 1.0)
                .containsEntry("{channel=webhook, status=dead}", 1.0)
                .containsEntry("{channel=webhook, status=skipped}", 2.0);
        assertThat(seen.of("notification_delivered_total").values().stream()
                        .mapToDouble(count -> count)
                        .sum())
                .isEqualTo(16);
        assertThat(seen.of("notification_retry_total"))
                .isEqualTo(Map.of(
                        "{channel=email}", 1.0,
                        "{channel=push}", 0.0,
                        "{channel=sms}", 0.0,
                        "{channel=webhook}", 1.0,
                        "{channel=websocket}", 0.0));
        assertThat(seen.of("notification_retry_exhausted_total"))
                .isEqualTo(Map.of(
                        "{channel=email}", 0.0,
                        "{channel=push}", 0.0,
                        "{channel=sms}", 0.0,
                        "{channel=webhook}", 1.0,
                        "{channel=websocket}", 0.0));
        assertThat(seen.of("notification_delivery_seconds_count"))
                .isEqualTo(Map.of(
                        "{channel=email}", 5.0,
                        "{channel=in_app}", 5.0,
                        "{channel=push}", 0.0,
                        "{channel=sms}", 0.0,
                        "{channel=webhook}", 1.0,
                        "{channel=websocket}", 0.0));
        assertThat(seen.value("notification_delivery_seconds_bucket", "{channel=webhook, le=10.0}"))
                .isZero();
        assertThat(seen.value("notification_delivery_seconds_bucket", "{channel=webhook, le=+Inf}"))
                .isEqualTo(1);
        Promtool.check(seen.page());
    }

    private static void allThatIsWatchedIsThere(List<App> apps) throws IOException {
        Set<String> there = apps.stream()
                .flatMap(app -> app.scrape().samples().keySet().stream())
                .map(sample -> sample.replaceFirst("\\{.*", ""))
                .collect(Collectors.toSet());
        there.add("notification_rate_share"); // where a rate is set
        assertThat(there).containsAll(Watched.metrics());
    }

    private static void everyChannelSaysWhatItDid(App front) {
        JsonNode answer = front.json("/v1/channels");
        assertThat(answer.path("away")).as("%s", answer).isEmpty();
        Map<String, JsonNode> channels = new HashMap<>();
        answer.path("items")
                .forEach(channel -> channels.put(channel.path("channel").asString(), channel));
        assertThat(ended(channels, "email")).containsExactly(5, 1, 0, 0, 0);
        assertThat(ended(channels, "webhook")).containsExactly(1, 1, 0, 0, 0);
        assertThat(ended(channels, "in-app")).containsExactly(5, 0, 0, 0, 0);
        assertThat(channels.get("email").at("/hour/successRate").asDouble()).isEqualTo(83.33);
        assertThat(channels.get("webhook").path("causes")).as("%s", answer).isNotEmpty();
        assertThat(channels.get("email").at("/lag/standard/seconds").isNumber()).isTrue();
        assertThat(channels.get("email").at("/breakers/0/state").asString()).isEqualTo("closed");
        assertThat(answer.toString()).doesNotContain(Traffic.URL_TOKEN);
    }

    /// Delivered and dead in the last hour, and what is still to be done.
    private static List<Integer> ended(Map<String, JsonNode> channels, String name) {
        JsonNode channel = channels.get(name);
        return List.of("/hour/delivered", "/hour/dead", "/waiting", "/inFlight", "/retrying").stream()
                .map(field -> channel.at(field).asInt())
                .toList();
    }

    private static void theClientsAreMeasured(List<App> apps) {
        assertThat(apps.get(0).scrape().page()).contains("kafka_producer_record_send_total{");
        assertThat(apps.get(1).scrape().page())
                .contains("kafka_stream_thread_commit_total{", "kafka_consumer_fetch_manager_records_consumed_total{");
        assertThat(apps.get(2).scrape().page())
                .contains(
                        "kafka_consumer_fetch_manager_records_consumed_total{",
                        "kafka_producer_record_send_total{",
                        "kafka_stream_thread_commit_total{",
                        "notification_in_flight{channel=\"email\"} 0.0");
        apps.forEach(
                app -> assertThat(app.scrape().samples()).as("%s", app.url()).hasSizeLessThan(4_000));
    }

    private static void allPartsAreUp(List<App> apps) {
        for (App app : apps) {
            JsonNode health = app.health();
            assertThat(health.path("status").asString()).as("%s", health).isEqualTo("UP");
            assertThat(health.at("/components/kafka/details/brokers").asInt()).isEqualTo(1);
            assertThat(health.at("/components/registry/details/kind").asString())
                    .isEqualTo("topic");
        }
        assertThat(apps.get(1).health().at("/components/streams/details/fanout").asString())
                .isEqualTo("RUNNING");
        assertThat(apps.get(1).health().at("/components/streams/details/track").asString())
                .isEqualTo("RUNNING");
        assertThat(apps.get(2).health().at("/components/streams/details/in-app").asString())
                .isEqualTo("RUNNING");
        assertThat(apps.get(1).probe("").body()).contains("\"kafka\"").doesNotContain("details");
        assertThat(apps.get(2).probe("").body()).contains("\"channels\"").doesNotContain("details");
    }

    private static Duration timeOf(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void eachEventIsLoggedOnce(String said, List<String> events) {
        LogRecords logged = LogRecords.of(said);
        assertThat(logged.alarms())
                .as("a good start, work and stop alarm nobody")
                .isEmpty();
        for (String event : events) {
            List<JsonNode> about = logged.about(event);
            assertThat(about.stream().map(one -> one.path("message").asString()).toList())
                    .as(event)
                    .containsExactly(
                            "Notification accepted", "Notification dispatched successfully", "Notification finished");
            assertThat(about).allSatisfy(one -> assertThat(one.path("timestamp").asString())
                    .isNotEmpty());
        }
        JsonNode dispatched = logged.about(events.getFirst()).get(1);
        assertThat(dispatched.path("deliveries_count").asInt()).isEqualTo(2);
        assertThat(dispatched
                        .path("channels")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList())
                .containsExactlyInAnyOrder("in_app", "email");
        assertThat(dispatched.path("correlation_id").asString()).isEqualTo("c-urgent");
    }

    private static void nothingSecretIsLogged(String said) {
        CANARIES.forEach(canary -> assertThat(said).doesNotContain(canary));
    }

    private static void aNewStartCountsNothingAgain(App fanout) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(fanout.scrape().samples().get("notification_track_lag_seconds"))
                        .isZero());
        assertThat(fanout.scrape().of("notification_delivered_total"))
                .allSatisfy((_, count) -> assertThat(count).isZero());
        assertThat(fanout.scrape().of("notification_created_total")).isEmpty();
    }

    private static void withoutKafkaEachPartSaysSo(List<App> apps) {
        for (App app : apps) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode health = app.health();
                assertThat(health.at("/components/kafka/status").asString()).isEqualTo("DOWN");
                assertThat(health.at("/components/kafka/details/error").asString())
                        .isEqualTo("Kafka does not answer");
            });
            assertThat(app.probe("/liveness").statusCode()).as("%s", app.url()).isEqualTo(200);
            assertThat(app.probe("/readiness").statusCode()).as("%s", app.url()).isEqualTo(200);
        }
    }
}
