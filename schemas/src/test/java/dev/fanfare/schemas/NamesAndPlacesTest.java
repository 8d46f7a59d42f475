package dev.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesAndPlacesTest {

    /// Computed with `printf '/shop\n42' | openssl dgst -sha256 -binary | base64`.
    @Test
    void an_event_key_is_what_a_caller_computes() {
        assertThat(EventKey.of("/shop", "42")).hasSize(22).isEqualTo("gW0WtktEqBmQa36o5LbVE_");
    }

    @ParameterizedTest
    @CsvSource({"ada,12", "alan,6", "grüße,7", "名前,1000"})
    void a_partition_is_that_of_kafkas_own_java_producer(String key, int partitions) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        int kafkas = org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(bytes, partitions);

        assertThat(new Partitioning(partitions).of(key)).isEqualTo(kafkas);
    }

    @Test
    void a_delivery_id_leads_to_its_recipients_partition() {
        Partitioning partitioning = new Partitioning(12);
        for (String recipient : new String[] {"ada", "mailto:a@example.org", "名前"}) {
            String id = DeliveryId.of("key", recipient, Channel.EMAIL, "a@example.org");

            assertThat(id).hasSize(DeliveryId.LENGTH).matches("[A-Za-z0-9_-]+");
            assertThat(partitioning.ofDelivery(id)).hasValue(partitioning.of(recipient));
        }
    }

    @Test
    void a_delivery_id_follows_from_event_recipient_channel_and_address_alone() {
        String id = DeliveryId.of("key", "ada", Channel.EMAIL, "a@example.org");

        assertThat(DeliveryId.of("key", "ada", Channel.EMAIL, "a@example.org")).isEqualTo(id);
        assertThat(DeliveryId.of("other", "ada", Channel.EMAIL, "a@example.org"))
                .isNotEqualTo(id);
        assertThat(DeliveryId.of("key", "alan", Channel.EMAIL, "a@example.org")).isNotEqualTo(id);
        assertThat(DeliveryId.of("key", "ada", Channel.SMS, "a@example.org")).isNotEqualTo(id);
        assertThat(DeliveryId.of("key", "ada", Channel.EMAIL, "b@example.org")).isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "!!!!!!!!!!!!!!!!!!!!!!!!!!!", "_____AAAAAAAAAAAAAAAAAAAAAAA"})
    void what_is_no_delivery_id_leads_nowhere(String id) {
        assertThat(new Partitioning(12).ofDelivery(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "repo:octo/hello", "a@b.c", "名前", "1+1", "_"})
    void an_id_is_letters_digits_and_a_few_signs(String id) {
        assertThat(Ids.valid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a\nb", "a%2F", "😀", "a\u0000"})
    void anything_else_is_no_id(String id) {
        assertThat(Ids.valid(id)).isFalse();
        assertThat(Ids.valid("x".repeat(201))).isFalse();
    }

    @Test
    void ids_are_ordered_as_their_bytes_are() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            String left = word(random);
            String right = word(random);

            assertThat(Integer.signum(Ids.compare(left, right)))
                    .as("%s and %s", left, right)
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(
                            left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8))));
        }
    }

    @Test
    @DisplayName("S1-21 names are spelled outside as people write them")
    void names_are_spelled_outside_as_people_write_them() {
        assertThat(Names.of(Channel.IN_APP)).isEqualTo("in-app");
        assertThat(Names.parse(Channel.class, "in-app")).hasValue(Channel.IN_APP);
        assertThat(Names.parse(Channel.class, "pigeon")).isEmpty();
    }

    @Test
    void a_prefix_or_a_number_of_partitions_that_cannot_be_is_refused_by_name() {
        assertThatThrownBy(() -> new Topics("no spaces", new Partitioning(1)))
                .hasMessageContaining("fanfare.topic-prefix");
        assertThatThrownBy(() -> new Partitioning(0)).hasMessageContaining("fanfare.partitions");
    }

    private static String word(Random random) {
        int[] alphabet = {'a', 'b', 0xE9, 0xFFFD, 0x1F600, 0x10FFFF, 0xE000};
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> Character.toString(alphabet[random.nextInt(alphabet.length)]))
                .collect(Collectors.joining());
    }

    @Test
    void the_ids_of_a_recipients_deliveries_begin_alike() {
        for (int n = 0; n < 500; n++) {
            String recipient = "person-" + n;
            String id = DeliveryId.of(EventKey.of("s", "e" + n), recipient, Channel.EMAIL, "a" + n);
            assertThat(id).startsWith(DeliveryId.beginning(recipient));
            assertThat(DeliveryId.beginning(recipient)).hasSize(5);
        }
    }
}
