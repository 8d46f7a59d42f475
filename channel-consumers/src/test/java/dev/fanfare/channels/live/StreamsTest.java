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

    @Test
    void where_too_much_waits_for_all_the_slowest_reader_is_sent_away() throws InterruptedException {
        OpenStream slow = served("ada");
        OpenStream slower = served("alan");
        OpenStream other = served("grace");
        int half = (int) (Streams.MOST_WAITING / 2);
        slow.offer(frame(1, half - 100));
        slower.offer(frame(1, half));
        streams.makeRoom();
        assertThat(slower.waiting()).isEqualTo(half);

        other.offer(frame(1, 101));
        streams.makeRoom();

        assertThat(slower.next(Duration.ZERO)).isEqualTo(new Next.Ended(End.SLOW));
        assertThat(slow.next(Duration.ZERO)).isInstanceOf(Next.Tell.class);
        assertThat(other.next(Duration.ZERO)).isInstanceOf(Next.Tell.class);
    }

    private OpenStream served(String recipient) {
        OpenStream stream = open(recipient);
        stream.begin(new Place(0), 0, null);
        return stream;
    }

    private static Frame frame(long id, int bytes) {
        return new Frame(id, "created", new byte[bytes]);
    }

    private OpenStream open(String recipient) {
        assertThat(streams.open(recipient)).isInstanceOf(Opened.Open.class);
        return streams.of(recipient).getLast();
    }
}
