package dev.fanfare.producer.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoundTest {

    private static final int MARK = 0x5EED_BEEF;

    private final List<byte[]> records =
            List.of("first".getBytes(UTF_8), new byte[0], "the third one, somewhat longer".getBytes(UTF_8));
    private final ByteBuffer whole = Frames.framed(MARK, records);

    @Test
    void what_was_written_is_found() {
        Found found = Found.in(whole, 0, MARK);

        assertThat(found.records()).containsExactlyElementsOf(records);
        assertThat(found.end()).isEqualTo(whole.limit());
        assertThat(found.gaps()).isEmpty();
    }

    @Test
    void a_tail_that_is_cut_at_any_byte_costs_no_record_before_it() {
        for (int size = 0; size < whole.limit(); size++) {
            Found found = Found.in(whole.slice(0, size), 0, MARK);

            int left = wholeWithin(size);
            assertThat(found.records()).as("%d bytes", size).containsExactlyElementsOf(records.subList(0, left));
            assertThat(found.end()).as("%d bytes", size).isEqualTo((int) Frames.size(records.subList(0, left)));
            assertThat(found.gaps()).isEmpty();
        }
    }

    @Test
    void any_flipped_bit_costs_its_record_and_no_other() {
        for (int bit = 0; bit < whole.limit() * 8; bit++) {
            byte[] bytes = whole.array().clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            int hit = wholeWithin(bit / 8);

            Found found = Found.in(ByteBuffer.wrap(bytes), 0, MARK);

            assertThat(found.records())
                    .as("bit %d", bit)
                    .containsExactlyElementsOf(IntStream.range(0, records.size())
                            .filter(number -> number != hit)
                            .mapToObj(records::get)
                            .toList());
            assertThat(found.broken(0, whole.limit())).as("bit %d", bit).isEqualTo((int)
                    Frames.size(List.of(records.get(hit))));
        }
    }

    @Test
    void what_stands_in_a_record_or_comes_from_another_file_is_taken_for_none() {
        byte[] inner = new byte[whole.limit()];
        whole.get(0, inner);
        byte[] outer = Frames.framed(MARK + 1, List.of(inner)).array();
        outer[5] ^= 1; // its length

        Found found = Found.in(ByteBuffer.wrap(outer), 0, MARK + 1);

        assertThat(found.records()).isEmpty();
        assertThat(found.end()).isZero();
    }

    @Test
    void any_bytes_at_all_are_looked_through() {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);

        assertThat(Found.in(ByteBuffer.wrap(noise), 0, MARK).records()).isEmpty();
    }

    @Test
    void a_head_is_known_and_a_broken_one_is_not() {
        ByteBuffer head = Frames.fileHead(MARK);
        assertThat(Frames.head(head)).hasValue(new Frames.FileHead(1, MARK));
        assertThat(Frames.head(head.slice(0, Frames.FILE_HEAD - 1))).isEmpty();
        for (int bit = 0; bit < Frames.FILE_HEAD * 8; bit++) {
            byte[] bytes = head.array().clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Frames.head(ByteBuffer.wrap(bytes))).as("bit %d", bit).isEmpty();
        }
    }

    /// How many records end at or before this byte.
    private int wholeWithin(int size) {
        int count = 0;
        while (count < records.size() && Frames.size(records.subList(0, count + 1)) <= size) {
            count++;
        }
        return count;
    }
}
