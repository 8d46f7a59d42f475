package dev.fanfare.channels.delivery;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.delivery.FakeProvider.Mood;
import dev.fanfare.schemas.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every channel with a provider keeps to.
@Timeout(60)
public abstract class GatewayContract {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeProvider provider = provider();
    private Gateway gateway = new FakeGateway(_ -> new Answer.Delivered(""));

    protected abstract FakeProvider provider();

    @BeforeEach
    void connect() {
        gateway = provider.gateway(LONG);
    }

    @AfterEach
    void disconnect() {
        gateway.close();
        provider.close();
    }

    @Test
    void what_the_provider_takes_is_delivered_under_its_id() {
        Delivery delivery = provider.delivery("ada");
        assertThat(gateway.send(delivery)).isInstanceOf(Answer.Delivered.class);
        assertThat(provider.ids()).containsExactly(delivery.getId());
    }

    @Test
    void a_repeat_has_the_same_id() {
        Delivery delivery = provider.delivery("ada");
        gateway.send(delivery);
        gateway.send(delivery);
        assertThat(provider.ids()).containsExactly(delivery.getId(), delivery.getId());
    }

    @Test
    void an_address_that_the_provider_does_not_know_is_rejected() {
        provider.mood(Mood.UNKNOWN_ADDRESS);
        Answer answer = gateway.send(provider.delivery("ada"));
        assertThat(answer instanceof Answer.Gone
                        || answer instanceof Answer.Rejected rejected && rejected.category() == Category.ADDRESS)
                .as("%s", answer)
                .isTrue();
    }

    @Test
    void an_address_that_is_none_is_rejected_without_a_call() {
        Delivery broken = Delivery.newBuilder(provider.delivery("ada"))
                .setAddress("no address\r\nat all")
                .build();
        assertThat(gateway.send(broken)).isInstanceOf(Answer.Rejected.class);
        assertThat(provider.ids()).isEmpty();
    }

    @Test
    void a_provider_in_trouble_defers() {
        provider.mood(Mood.TROUBLED);
        assertThat(gateway.send(provider.delivery("ada"))).isInstanceOf(Answer.Deferred.class);
        provider.mood(Mood.KIND);
        assertThat(gateway.send(provider.delivery("ada"))).isInstanceOf(Answer.Delivered.class);
    }

    @Test
    protected void a_provider_that_is_not_there_defers() {
        provider.close();
        assertThat(gateway.send(provider.delivery("ada")))
                .isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                        .isEqualTo(Category.CONNECTION));
    }

    @Test
    void a_provider_that_says_nothing_defers_in_time() {
        provider.mood(Mood.SILENT);
        try (Gateway hasty = provider.gateway(Duration.ofMillis(300))) {
            assertThat(hasty.send(provider.delivery("ada"))).isInstanceOf(Answer.Deferred.class);
        }
    }

    @Test
    void a_throttled_send_is_deferred_for_as_long_as_the_provider_asks() {
        boolean saysHowLong = provider.throttle("17");
        assertThat(gateway.send(provider.delivery("ada"))).isInstanceOfSatisfying(Answer.Deferred.class, deferred -> {
            assertThat(deferred.atLeast()).isEqualTo(saysHowLong ? Duration.ofSeconds(17) : Duration.ZERO);
            assertThat(deferred.category() == Category.RATE_LIMIT).isEqualTo(saysHowLong);
        });
    }

    @Test
    void a_wait_until_a_date_is_kept_as_well() {
        Instant until = Instant.now().plusSeconds(90);
        boolean saysHowLong = provider.throttle(DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atZone(UTC)));
        assertThat(gateway.send(provider.delivery("ada")))
                .isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.atLeast())
                        .isBetween(
                                saysHowLong ? Duration.ofSeconds(60) : Duration.ZERO,
                                saysHowLong ? Duration.ofSeconds(90) : Duration.ZERO));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"BREAKING", "NONSENSE", "ENDLESS"})
    void whatever_a_broken_provider_says_defers_and_is_bounded(Mood mood) {
        provider.mood(mood);
        assertThat(gateway.send(provider.delivery("ada")))
                .isInstanceOfSatisfying(
                        Answer.Deferred.class,
                        deferred -> assertThat(deferred.why()).isNotBlank().hasSizeLessThan(1_000));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"KIND", "ECHOING", "STRANGE", "TROUBLED"})
    void no_secret_is_told_or_logged(Mood mood) {
        PrintStream console = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8)); // Logback looks where it is for each line
        try {
            provider.mood(mood);
            Answer answer = gateway.send(provider.delivery("ada"));
            assertThat(answer.toString()).doesNotContain(provider.secrets());
            assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(provider.secrets());
        } finally {
            System.setOut(console);
        }
    }

    @Test
    void a_send_that_is_cut_ends_soon() throws InterruptedException {
        provider.mood(Mood.SILENT);
        Thread send = Thread.ofVirtual().start(() -> gateway.send(provider.delivery("ada")));
        await().until(() -> send.getState() == Thread.State.WAITING || send.getState() == Thread.State.TIMED_WAITING);
        send.interrupt();
        assertThat(send.join(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void a_kept_connection_that_the_provider_closed_is_not_the_deliverys_trouble() {
        gateway.send(provider.delivery("ada"));
        provider.restart();
        assertThat(gateway.send(provider.delivery("alan"))).isInstanceOf(Answer.Delivered.class);
    }

    @Test
    @DisplayName("S2-19 Many at once, each of them once")
    void many_at_once_each_of_them_once() throws Exception {
        List<Delivery> deliveries = IntStream.range(0, 200)
                .mapToObj(n -> provider.delivery("p" + n))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> sends = deliveries.stream()
                    .<Callable<Answer>>map(delivery -> () -> gateway.send(delivery))
                    .toList();
            for (Future<Answer> answer : threads.invokeAll(sends)) {
                assertThat(answer.get()).isInstanceOf(Answer.Delivered.class);
            }
        }
        assertThat(provider.ids())
                .containsExactlyInAnyOrderElementsOf(
                        deliveries.stream().map(Delivery::getId).toList());
    }
}
