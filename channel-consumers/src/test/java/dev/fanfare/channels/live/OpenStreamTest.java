package dev.fanfare.channels.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.live.OpenStream.End;
import dev.fanfare.channels.live.OpenStream.Next;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OpenStreamTest {

    private static final Duration NO_TIME = Duration.ZERO;

    private final Place place = new Place(10);
    private final OpenStream stream = new OpenStream("ada", new AtomicLong());

    @Test
    void each_id_is_taken_once_and_in_order() throws InterruptedException {
        stream.begin(place, 3, null);
        for (long id : new long[] {2, 3, 4, 5, 4, 5, 6}) {
            stream.offer(frame(id, 1));
        }

        assertThat(ids(3)).containsExactly(4, 5, 6);
        assertThat(stream.next(NO_TIME)).isInstanceOf(Next.Nothing.class);
    }

    @Test
    void before_it_has_its_place_it_takes_nothing() throws InterruptedException {
        stream.offer(frame(4, 1));
        stream.begin(place, 4, frame(4, 1));
        stream.offer(frame(5, 1));

        assertThat(ids(2)).containsExactly(4, 5);
    }

    @Test
    void who_has_been_told_all_goes_on_from_where_the_reading_is() throws InterruptedException {
        stream.begin(place, 3, null);
        assertThat(stream.next(NO_TIME)).isEqualTo(new Next.Nothing(10));
        place.goBack(1, 10);
        stream.offer(frame(8, 1));
        assertThat(ids(1)).containsExactly(8);
        assertThat(stream.next(NO_TIME)).as("never back behind what was told").isEqualTo(new Next.Nothing(8));
    }

    @Test
    void a_reader_who_is_too_slow_is_sent_away_with_the_reason() throws InterruptedException {
        stream.begin(place, 0, null);
        stream.offer(frame(1, OpenStream.MOST_WAITING + 1));
        stream.offer(frame(2, 1));

        assertThat(stream.next(NO_TIME)).isEqualTo(new Next.Ended(End.SLOW));
    }

    @Test
    void a_frame_that_is_larger_than_the_room_is_told_to_who_keeps_up() throws InterruptedException {
        stream.begin(place, 0, null);
        stream.offer(frame(1, OpenStream.MOST_WAITING + 1));
        assertThat(ids(1)).containsExactly(1);
        stream.offer(frame(2, OpenStream.MOST_WAITING + 1));
        assertThat(ids(1)).containsExactly(2);
    }

    @Test
    void the_first_reason_to_end_stays_and_its_place_is_left_once() throws InterruptedException {
        stream.begin(place, 0, null);
        place.enter();
        stream.end(End.STOPPING);
        stream.end(End.LEFT);

        assertThat(stream.next(NO_TIME)).isEqualTo(new Next.Ended(End.STOPPING));
        assertThat(place.isLeft()).isFalse();
        place.leave();
        assertThat(place.isLeft()).isTrue();
    }

    @Test
    void who_has_left_takes_no_place() {
        stream.end(End.LEFT);

        assertThat(stream.begin(place, 0, null)).isFalse();
        assertThat(stream.hasBegun()).isFalse();
        assertThat(place.isLeft()).isTrue();
    }

    @Test
    void who_waits_hears_at_once() throws Exception {
        stream.begin(place, 0, null);
        Thread later = Thread.ofVirtual().start(() -> stream.offer(frame(1, 1)));

        assertThat(stream.next(Duration.ofSeconds(10))).isInstanceOf(Next.Tell.class);
        later.join();
    }

    private long[] ids(int count) throws InterruptedException {
        long[] ids = new long[count];
        for (int n = 0; n < count; n++) {
            ids[n] = ((Next.Tell) stream.next(NO_TIME)).frame().id();
        }
        return ids;
    }

    private static Frame frame(long id, int bytes) {
        return new Frame(id, "created", new byte[bytes]);
    }
}
