package dev.fanfare.channels.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.LiveKind;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Presence;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.schemas.setup.LiveSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The websocket channel's provider: our own streams.
class LiveGatewayTest {

    private final Topics topics = new Topics("t.", new Partitioning(3));
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Codec<Presence> presence = codecs.of(topics.presence(), Presence.class);
    private final Streams here = new Streams(LiveSettings.DEFAULT);
    private Instant now = Deliveries.NOON;
    private final WhoIsThere anywhere = new WhoIsThere(presence, () -> now);
    private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
    private final LiveGateway gateway = new LiveGateway(
            topics,
            codecs.of(topics.live(), Live.class),
            written::addAll,
            new LiveGateway.Present(here, anywhere, Duration.ofMillis(20)),
            () -> now);
    private final Delivery delivery =
            Deliveries.of(Channel.WEBSOCKET, "ada", "ada").build();

    @BeforeEach
    void read() {
        anywhere.reached(Map.of(), true);
    }

    @Test
    @DisplayName("S1-05 Who has a stream open, wherever, is told on it")
    void who_has_a_stream_open_is_told_on_it() {
        comes("ada", "one", Duration.ofSeconds(60));

        assertThat(gateway.send(delivery)).isEqualTo(new Answer.Delivered(""));
        ProducerRecord<byte[], byte[]> record = written.getFirst();
        assertThat(record.topic()).isEqualTo("t.live");
        assertThat(record.partition()).isEqualTo(topics.partitioning().of("ada"));
        assertThat(codecs.of(topics.live(), Live.class).decode(record.value()))
                .isInstanceOfSatisfying(Decoded.Readable.class, read -> {
                    Live live = (Live) read.value();
                    assertThat(live.getKind()).isEqualTo(LiveKind.MESSAGE);
                    assertThat(live.getDelivery()).isEqualTo(delivery.getId());
                    assertThat(live.getItem().getTitle()).isEqualTo(delivery.getTitle());
                    assertThat(live.getUnread()).isNegative();
                });
    }

    @Test
    void who_has_just_opened_one_here_is_told_once_it_has_its_place_though_nobody_has_heard_of_it_yet() {
        here.open("ada");
        assertThat(gateway.send(delivery)).isInstanceOf(Answer.Offline.class);
        here.of("ada").getFirst().begin(new Place(0), 0, null);
        assertThat(gateway.send(delivery)).isInstanceOf(Answer.Delivered.class);
    }

    @Test
    void who_is_not_there_is_left_out() {
        assertThat(gateway.send(delivery)).isInstanceOf(Answer.Offline.class);
        assertThat(written).isEmpty();
    }

    @Test
    void before_it_is_read_who_is_there_nobody_is_left_out() {
        WhoIsThere unread = new WhoIsThere(presence, () -> now);
        LiveGateway early = new LiveGateway(
                topics,
                codecs.of(topics.live(), Live.class),
                written::addAll,
                new LiveGateway.Present(here, unread, Duration.ofMillis(20)),
                () -> now);
        assertThat(early.send(delivery)).isInstanceOf(Answer.Deferred.class);
        unread.reached(Map.of(), false);
        assertThat(early.send(delivery)).isInstanceOf(Answer.Deferred.class);
        unread.reached(Map.of(), true);
        assertThat(early.send(delivery)).isInstanceOf(Answer.Offline.class);
    }

    @Test
    void who_has_left_everywhere_is_there_no_more() {
        comes("ada", "one", Duration.ofSeconds(60));
        comes("ada", "two", Duration.ofSeconds(60));
        comes("ada", "one", Duration.ZERO);
        assertThat(gateway.send(delivery)).isInstanceOf(Answer.Delivered.class);
        comes("ada", "two", Duration.ZERO);
        assertThat(gateway.send(delivery)).isInstanceOf(Answer.Offline.class);
    }

    @Test
    void an_instance_that_says_nothing_more_is_believed_for_as_long_as_its_lease() {
        comes("ada", "one", Duration.ofSeconds(60));
        now = now.plusSeconds(59);
        assertThat(gateway.send(delivery)).isInstanceOf(Answer.Delivered.class);
        now = now.plusSeconds(1);
        assertThat(gateway.send(delivery)).isInstanceOf(Answer.Offline.class);
    }

    @Test
    void an_address_that_is_somebody_else_is_rejected() {
        comes("ada", "one", Duration.ofSeconds(60));

        assertThat(gateway.send(Deliveries.of(Channel.WEBSOCKET, "ada", "eve").build()))
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.category())
                        .isEqualTo(Category.ADDRESS));
    }

    private void comes(String recipient, String instance, Duration lease) {
        Presence says = new Presence(recipient, instance, now.plus(lease));
        anywhere.learn(new ConsumerRecord<>("t.presence", 0, 0, new byte[0], presence.encode(says)));
    }
}
