package dev.fanfare.producer.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fanfare.producer.fakes.Neighbour;
import dev.fanfare.producer.peers.Peer;
import dev.fanfare.producer.peers.PeerSettings;
import dev.fanfare.producer.peers.Scrape;
import dev.fanfare.schemas.setup.AppSettings.InternalApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final String PAGE = """
            # HELP notification_created_total Each event
            notification_created_total{notification_type="a b",priority="low"} %d
            notification_delivered_total{channel="in_app",status="delivered"} %d
            notification_delivery_seconds_bucket{channel="in_app",le="0.05"} %d
            notification_delivery_seconds_bucket{channel="in_app",le="0.1"} %d
            notification_delivery_seconds_bucket{channel="in_app",le="+Inf"} %d
            notification_retry_total{channel="email"} NaN
            """;

    private final AtomicLong nanos = new AtomicLong(1);

    @Test
    void rates_are_what_was_counted_between_two_looks() {
        try (Neighbour fanout = new Neighbour();
                HttpClient client = HttpClient.newHttpClient();
                Peer peer = new Peer(
                        "fanout",
                        new PeerSettings.Urls(List.of(URI.create(fanout.url()))),
                        new InternalApi(null),
                        client)) {
            Figures figures = new Figures(new Scrape(peer), nanos::get);
            fanout.says("/actuator/prometheus", 200, PAGE.formatted(100, 200, 10, 20, 20));
            assertThat(figures.now().perSecond(Figures.CREATED, "")).isNull();

            nanos.addAndGet(2_000_000_000L);
            fanout.says("/actuator/prometheus", 200, PAGE.formatted(110, 300, 10, 40, 40));
            Grown grown = figures.now();
            assertThat(grown.perSecond(Figures.CREATED, "")).isEqualTo(5);
            assertThat(grown.perSecond(Figures.ENDED, "in-app")).isEqualTo(50);
            assertThat(grown.perSecond(Figures.ENDED, "email")).isZero();
            assertThat(grown.within(0.5, "in-app")).isCloseTo(0.075, within(0.001));
            assertThat(grown.within(0.5, "email")).isNull();

            nanos.addAndGet(2_000_000_000L);
            fanout.says("/actuator/prometheus", 200, PAGE.formatted(4, 0, 0, 0, 0));
            assertThat(figures.now().perSecond(Figures.CREATED, ""))
                    .as("the process began anew")
                    .isEqualTo(1);

            nanos.addAndGet(60_000_000_000L);
            assertThat(figures.now().perSecond(Figures.CREATED, ""))
                    .as("nobody looked for a minute")
                    .isNull();
        }
    }

    @Test
    void where_nobody_answers_it_is_asked_again_after_a_while_and_not_by_everybody_who_looks() {
        try (Neighbour fanout = new Neighbour();
                HttpClient client = HttpClient.newHttpClient();
                Peer peer = new Peer(
                        "fanout",
                        new PeerSettings.Urls(List.of(URI.create(fanout.url()))),
                        new InternalApi(null),
                        client)) {
            Figures figures = new Figures(new Scrape(peer), nanos::get);
            fanout.says("/actuator/prometheus", 503, "");
            figures.now();
            fanout.says("/actuator/prometheus", 200, PAGE.formatted(100, 200, 10, 20, 20));
            figures.now();

            nanos.addAndGet(1_000_000_000L);
            figures.now();
            nanos.addAndGet(1_000_000_000L);
            fanout.says("/actuator/prometheus", 200, PAGE.formatted(105, 200, 10, 20, 20));

            assertThat(figures.now().perSecond(Figures.CREATED, ""))
                    .as("from the second look that was answered, not from the first")
                    .isEqualTo(5);
        }
    }

    @Test
    void what_a_page_of_metrics_says_is_read_with_its_labels() {
        Samples samples = Samples.read(PAGE.formatted(1, 2, 3, 4, 5));

        assertThat(samples.values())
                .hasSize(5)
                .containsEntry("notification_created_total{notification_type=\"a b\",priority=\"low\"}", 1.0)
                .doesNotContainKey("notification_retry_total{channel=\"email\"}");
        assertThat(samples.since(new Samples(Map.of())))
                .containsEntry("notification_delivered_total{channel=\"in_app\",status=\"delivered\"}", 2.0);
    }
}
