package dev.fanfare.standalone.system.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.breaker.BreakerSettings;
import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.standalone.broker.BrokerSettings;
import dev.fanfare.standalone.broker.EmbeddedBroker;
import dev.fanfare.standalone.system.limits.TimedProvider.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Several instances of a channel against a real broker, and what their providers see.
@TestInstance(Lifecycle.PER_CLASS)
class SeveralInstancesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int IN_FLIGHT = 250;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final List<ChannelInstance> instances = new ArrayList<>();
    private EmbeddedBroker broker;

    @BeforeAll
    void start(@TempDir Path data) {
        broker = EmbeddedBroker.start(BrokerSettings.in(data));
    }

    @AfterEach
    void stopInstances() {
        instances.forEach(ChannelInstance::close);
        instances.clear();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    @DisplayName("S3-25: 100 a second, and a third instance joins: never over 110 in a second, nor under 90")
    void a_rate_is_held_over_all_instances_while_a_third_one_joins() {
        rateWhileAThirdOneJoins("rate.", 400, 1_400);
    }

    @Test
    @Tag("chaos")
    @DisplayName("S3-25: … for half a minute")
    void a_rate_is_held_for_half_a_minute() {
        rateWhileAThirdOneJoins("longer.", 1_000, 3_000);
    }

    /// @param before how many calls until the third one joins
    /// @param until how many are looked at
    private void rateWhileAThirdOneJoins(String prefix, int before, int until) {
        Lanes lanes = Lanes.of(broker.bootstrapServers(), prefix);
        TimedProvider provider = new TimedProvider("smtp", Duration.ofMillis(20), false);
        lanes.write(Channel.EMAIL, until + until / 5);
        SendSettings settings = settings(100);
        instance("one", Channel.EMAIL, lanes, settings, provider);
        instance("two", Channel.EMAIL, lanes, settings, provider);
        await().atMost(PATIENCE).until(() -> provider.taken().size() > before);

        instance("three", Channel.EMAIL, lanes, settings, provider);

        await().atMost(PATIENCE).until(() -> provider.taken().size() > until);
        List<Long> seconds = perSecond(provider.taken(), before / 2);
        System.out.printf(
                "calls in any second: %d to %d%n",
                seconds.stream().min(Long::compare).orElseThrow(),
                seconds.stream().max(Long::compare).orElseThrow());
        assertThat(seconds).as("%s", seconds).allMatch(calls -> calls > 90 && calls <= 110);
    }

    @Test
    @DisplayName("S2-43: the first provider breaks, and the next calls of every instance go to the second")
    void when_a_provider_breaks_the_next_calls_go_to_the_other() {
        Lanes lanes = Lanes.of(broker.bootstrapServers(), "failover.");
        TimedProvider first = new TimedProvider("first", Duration.ofMillis(50), false);
        TimedProvider second = new TimedProvider("second", Duration.ofMillis(50), false);
        lanes.write(Channel.EMAIL, 30_000);
        instance("one", Channel.EMAIL, lanes, settings(null), first, second);
        instance("two", Channel.EMAIL, lanes, settings(null), first, second);
        await().atMost(PATIENCE).until(() -> first.taken().size() > 5_000);

        first.breaks();
        long broke = System.nanoTime();

        await().atMost(PATIENCE).until(() -> second.taken().size() > 5_000);
        List<Call> late = first.calls().stream()
                .filter(call -> call.at() > broke + SECOND)
                .toList();
        long until = second.calls().getLast().at();
        System.out.printf(
                "%d calls failed, %.0f ms until the second provider was called, %d calls asked since%n",
                first.calls().size() - first.taken().size(),
                (second.calls().getFirst().at() - broke) / 1e6,
                late.size());
        assertThat(second.calls().getFirst().at()).isLessThan(broke + SECOND);
        assertThat(late).hasSizeLessThanOrEqualTo((int) ((until - broke) / SECOND) + 1);
        List<Call> elsewhere = second.taken(); // which goes on
        assertThat(ids(first.taken())).doesNotContainAnyElementsOf(ids(elsewhere));
        assertThat(ids(elsewhere)).hasSize(elsewhere.size());
    }

    @Test
    @DisplayName(
            "S0-14 S2-16 An outage of the only provider: nothing is lost, next to nothing written, and full rate soon after")
    void an_outage_loses_nothing_and_writes_next_to_nothing() {
        Lanes lanes = Lanes.of(broker.bootstrapServers(), "outage.");
        TimedProvider only = new TimedProvider("smtp", Duration.ofMillis(20), false);
        int people = 40_000;
        lanes.write(Channel.EMAIL, people);
        instance("one", Channel.EMAIL, lanes, settings(null), only);
        instance("two", Channel.EMAIL, lanes, settings(null), only);
        await().atMost(PATIENCE).until(() -> only.taken().size() > 5_000);

        only.breaks();
        String breaker = Breakers.of(Channel.EMAIL, "smtp");
        await().atMost(PATIENCE).until(() -> instances.stream().noneMatch(one -> one.breakers.isClosed(breaker)));
        long told = settled(lanes);
        int asked = only.calls().size();
        long from = System.nanoTime();
        await().pollDelay(Duration.ofSeconds(5)).atMost(PATIENCE).until(() -> true); // what is measured
        double seconds = (System.nanoTime() - from) / 1e9;
        double perSecond = (lanes.written(lanes.topics().all()) - told) / seconds;
        System.out.printf(
                "%.1f records a second while it was out, %d calls asked%n",
                perSecond, only.calls().size() - asked);
        assertThat(perSecond).isLessThan(5);
        assertThat(only.calls().size() - asked).isLessThan(20);

        int before = only.taken().size();
        only.isWell();
        long well = System.nanoTime();
        await().atMost(Duration.ofSeconds(5)).until(() -> only.taken().size() > before + 1_000);
        System.out.printf("%.1f s until 1,000 more were taken%n", (System.nanoTime() - well) / 1e9);

        long deferred = lanes.written(List.of(lanes.topics().retry(Channel.EMAIL)));
        await().atMost(PATIENCE).until(() -> ids(only.taken()).size() >= people - deferred);
        assertThat(lanes.written(List.of(lanes.topics().deadLetters(Channel.EMAIL))))
                .isZero();
        System.out.printf("%d put off before the breaker opened%n", deferred);
        assertThat(deferred)
                .as("put off before half of those that began together had failed, on both")
                .isLessThanOrEqualTo(IN_FLIGHT);
    }

    @Test
    @DisplayName("A breaker that opens on one instance is open on the other within a second")
    void a_breaker_that_opens_on_one_is_open_on_all() {
        Lanes lanes = Lanes.of(broker.bootstrapServers(), "open.");
        TimedProvider only = new TimedProvider("smtp", Duration.ZERO, false);
        instance("one", Channel.EMAIL, lanes, settings(null), only);
        instance("two", Channel.EMAIL, lanes, settings(null), only);
        lanes.write(Channel.EMAIL, 10);
        await().atMost(PATIENCE).until(() -> only.taken().size() == 10);
        String name = Breakers.of(Channel.EMAIL, "smtp");
        for (int n = 0; n < 10; n++) {
            instances
                    .getFirst()
                    .breakers
                    .failed(name, instances.getFirst().breakers.begin(name), "503");
        }
        await().atMost(Duration.ofSeconds(1))
                .until(() -> instances.stream().noneMatch(one -> one.breakers.isClosed(name)));
    }

    @Test
    @DisplayName("An endpoint that is gone is called no more by anybody, until its recipient is registered anew")
    void an_endpoint_that_is_gone_is_called_again_when_it_is_registered() {
        Lanes lanes = Lanes.of(broker.bootstrapServers(), "gone.");
        TimedProvider hooks = new TimedProvider("webhook", Duration.ZERO, true);
        instance("one", Channel.WEBHOOK, lanes, settings(null), hooks);
        instance("two", Channel.WEBHOOK, lanes, settings(null), hooks);
        String url = "https://example.org/hook";
        hooks.isGone();
        lanes.write(Channel.WEBHOOK, "ada", url, "first");
        String name = Breakers.ofEndpoint(Channel.WEBHOOK, url);
        await().atMost(PATIENCE).until(() -> instances.stream().noneMatch(one -> one.breakers.isClosed(name)));
        await().atMost(PATIENCE)
                .until(() -> !lanes.events(lanes.topics().events(Lane.STANDARD)).isEmpty());
        hooks.isWell();
        lanes.write(Channel.WEBHOOK, "ada", url, "second");
        await().atMost(PATIENCE)
                .until(() -> lanes.written(List.of(lanes.topics().deadLetters(Channel.WEBHOOK))) == 2);
        assertThat(hooks.calls()).hasSize(1);

        lanes.register("ada", url, "whsec_new");
        await().atMost(PATIENCE).until(() -> instances.stream().allMatch(one -> one.breakers.isClosed(name)));
        lanes.write(Channel.WEBHOOK, "ada", url, "third");

        await().atMost(PATIENCE).until(() -> hooks.taken().size() == 1);
        // whoever still starts may tell of it as well, by the same event, which is admitted once
        assertThat(Set.copyOf(lanes.events(lanes.topics().events(Lane.STANDARD))))
                .hasSize(1);
    }

    /// Until what was under way when the breaker opened has been written.
    private static long settled(Lanes lanes) {
        List<Long> seen = new ArrayList<>(List.of(-100L));
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            seen.add(lanes.written(lanes.topics().all()));
            return seen.getLast() - seen.get(seen.size() - 2) < 10;
        });
        return seen.getLast();
    }

    private static SendSettings settings(Integer perSecond) {
        return new SendSettings(
                IN_FLIGHT, Duration.ofSeconds(5), RetryPolicy.DEFAULT, perSecond, BreakerSettings.PROVIDER);
    }

    private void instance(
            String name, Channel channel, Lanes lanes, SendSettings settings, TimedProvider... providers) {
        instances.add(new ChannelInstance(name, channel, lanes, settings, providers).start());
    }

    private static Set<String> ids(List<Call> calls) {
        return calls.stream().map(Call::delivery).collect(Collectors.toCollection(HashSet::new));
    }

    /// How many calls came in each second that begins with a call, which is one more than in the second right behind
    /// it; the first ones left out.
    private static List<Long> perSecond(List<Call> calls, int leftOut) {
        List<Long> times = calls.stream().map(Call::at).sorted().skip(leftOut).toList();
        List<Long> counts = new ArrayList<>();
        int end = 0;
        for (int begin = 0; begin < times.size(); begin++) {
            while (end < times.size() && times.get(end) < times.get(begin) + SECOND) {
                end++;
            }
            if (end < times.size()) {
                counts.add((long) end - begin);
            }
        }
        return counts;
    }
}
