package dev.fanfare.channels.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.live.OpenStream.End;
import dev.fanfare.channels.live.OpenStream.Next;
import dev.fanfare.channels.live.Streams.Opened;
import dev.fanfare.schemas.setup.LiveSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamsTest {

    private final Streams streams = new Streams(new LiveSettings(3, 2, null));

    @Test
    void one_person_may_have_so_many() {
        open("ada");
        OpenStream second = open("ada");
        assertThat(streams.open("ada")).isEqualTo(new Opened.TooMany(2));
        streams.close(second);
        open("ada");
        assertThat(streams.of("ada")).hasSize(2).doesNotContain(second);
    }

    @Test
    void one_instance_may_have_so_many() {
        open("ada");
        open("alan");
        OpenStream third = open("grace");
        assertThat(streams.open("edsger")).isEqualTo(new Opened.Full());
        streams.close(third);
        streams.close(third);
        assertThat(streams.count()).isEqualTo(2);
        open("edsger");
    }

    @Test
    void who_stops_ends_all_and_lets_nobody_in() throws InterruptedException {
        OpenStream stream = open("ada");
        streams.closeAll();

        assertThat(stream.next(Duration.ZERO)).isEqualTo(new Next.Ended(End.STOPPING));
        assertThat(streams.open("alan")).isEqualTo(new Opened.Full());
    }

    private OpenStream open(String recipient) {
        assertThat(streams.open(recipient)).isInstanceOf(Opened.Open.class);
        return streams.of(recipient).getLast();
    }
}
