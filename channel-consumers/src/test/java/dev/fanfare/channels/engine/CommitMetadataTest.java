package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitMetadataTest {

    private static final int BROKERS_LIMIT = 4_096;

    @Test
    void what_is_written_is_read() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int n = 0; n < 500; n++) {
            BitSet bits = new BitSet();
            random.ints(random.nextInt(200), 0, CommitMetadata.OFFSETS).forEach(bits::set);
            assertThat(CommitMetadata.decode(CommitMetadata.encode(bits)))
                    .as("seed %d", seed)
                    .isEqualTo(bits);
        }
    }

    @Test
    void the_largest_window_fits_what_brokers_take() {
        BitSet all = new BitSet();
        all.set(0, CommitMetadata.OFFSETS);
        assertThat(CommitMetadata.encode(all)).hasSizeLessThanOrEqualTo(BROKERS_LIMIT);
        assertThat(CommitMetadata.decode(CommitMetadata.encode(all))).isEqualTo(all);
    }

    @Test
    void what_does_not_fit_is_left_out_and_not_the_rest() {
        BitSet far = new BitSet();
        far.set(7);
        far.set(CommitMetadata.OFFSETS + 1);
        assertThat(CommitMetadata.encode(far)).hasSizeLessThanOrEqualTo(BROKERS_LIMIT);
        assertThat(CommitMetadata.decode(CommitMetadata.encode(far)).stream()).containsExactly(7);
    }

    @Test
    void nothing_finished_is_no_text() {
        assertThat(CommitMetadata.encode(new BitSet())).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "%%%", "AQ", "Ag8", "from another tool", "AQ=="})
    void what_cannot_be_read_means_that_nothing_is_finished(String metadata) {
        assertThat(CommitMetadata.decode(metadata)).isEqualTo(new BitSet());
    }

    @Test
    void more_than_we_would_write_is_none_of_ours() {
        assertThat(CommitMetadata.decode("AQ" + "/".repeat(8_000))).isEqualTo(new BitSet());
    }
}
