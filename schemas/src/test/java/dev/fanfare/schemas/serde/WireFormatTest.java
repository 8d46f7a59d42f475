package dev.fanfare.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final MemoryRegistry registry = new MemoryRegistry();
    private final Codecs codecs = Codecs.with(registry);
    private final Codec<Event> events = codecs.of(topics.events(Lane.STANDARD), Event.class);

    @Test
    void a_record_is_a_zero_byte_four_bytes_of_id_and_avro() {
        byte[] bytes = events.encode(event());

        assertThat(bytes[0]).isZero();
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        assertThat(registry.byId(id).getFullName()).isEqualTo("dev.fanfare.schemas.Event");
    }

    @Test
    void what_was_written_is_read() {
        assertThat(events.decode(events.encode(event()))).isEqualTo(new Decoded.Readable<>(event()));
    }

    @Test
    void a_record_of_another_kind_is_a_value_that_says_so() {
        byte[] member = codecs.of(topics.memberships(), Membership.class).encode(new Membership("ada", "all"));

        assertThat(events.decode(member)).isEqualTo(new Decoded.Unreadable<>("not a Event"));
    }

    @Test
    void nothing_is_absent() {
        assertThat(events.decode(null)).isEqualTo(new Decoded.Absent<>());
    }

    @Test
    void random_bytes_never_throw() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = events.encode(event());
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = round % 2 == 0 ? good.clone() : new byte[random.nextInt(64)];
            for (int change = 0; change <= random.nextInt(4) && bytes.length > 5; change++) {
                bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
            }
            assertThat(events.decode(bytes))
                    .as("seed %d, round %d", seed, round)
                    .isNotNull();
        }
    }

    @Test
    void a_reader_that_asks_for_it_gets_a_generic_record() {
        Schema schema =
                SchemaBuilder.record("Foreign").fields().requiredString("name").endRecord();
        try (var serializer = new FanfareAvroSerializer();
                var deserializer = new FanfareAvroDeserializer()) {
            serializer.configure(Map.of(RegistryConfig.INSTANCE, registry), false);
            deserializer.configure(Map.of(RegistryConfig.INSTANCE, registry, "specific.avro.reader", false), false);
            byte[] bytes = serializer.serialize(
                    "t", new GenericRecordBuilder(schema).set("name", "x").build());

            assertThat(deserializer.deserialize("t", bytes))
                    .isInstanceOf(IndexedRecord.class)
                    .hasToString("{\"name\": \"x\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example.Foreign", "java.lang.String", "dev.fanfare.schemas.Topic"})
    void a_record_of_no_class_of_ours_is_refused_by_name(String name) {
        Schema schema =
                SchemaBuilder.record(name).fields().requiredString("name").endRecord();

        assertThat(events.decode(head(registry.register("t-value", schema), 0)))
                .isEqualTo(new Decoded.Unreadable<>("a " + name + ", which is no record of ours"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example.Event", "dev.fanfare.schemas.Event"})
    void a_schema_that_holds_itself_does_not_overflow(String name) {
        Schema endless = new Schema.Parser().parse("""
                {"type": "record", "name": "%1$s", "fields": [
                  {"name": "more", "type": ["null", "%1$s"], "default": null}]}""".formatted(name));
        byte[] bytes = head(registry.register("t-value", endless), 900_000);
        Arrays.fill(bytes, 5, bytes.length, (byte) 2);

        assertThat(events.decode(bytes)).isInstanceOf(Decoded.Unreadable.class);
    }

    private static byte[] head(int id, int more) {
        return ByteBuffer.allocate(5 + more).putInt(1, id).array();
    }

    @Test
    void an_older_writer_is_read_with_the_defaults_of_what_it_lacks() {
        Schema older = SchemaBuilder.record("Membership")
                .namespace("dev.fanfare.schemas")
                .fields()
                .requiredString("recipient")
                .requiredString("audience")
                .optionalString("note")
                .endRecord();
        try (var serializer = new FanfareAvroSerializer()) {
            serializer.configure(Map.of(RegistryConfig.INSTANCE, registry), false);
            byte[] bytes = serializer.serialize(
                    topics.memberships().name(),
                    new GenericRecordBuilder(older)
                            .set("recipient", "ada")
                            .set("audience", "all")
                            .build());

            assertThat(codecs.of(topics.memberships(), Membership.class).decode(bytes))
                    .isEqualTo(new Decoded.Readable<>(new Membership("ada", "all")));
        }
    }

    @Test
    void without_registration_a_schema_must_be_known() {
        try (var serializer = new FanfareAvroSerializer()) {
            serializer.configure(Map.of(RegistryConfig.INSTANCE, registry, "auto.register.schemas", false), false);

            assertThatThrownBy(() -> serializer.serialize("t", event())).isInstanceOf(RegistryException.class);
        }
    }

    @Test
    void what_is_asked_for_in_the_latest_version_is_written_in_it() {
        Schema latest = SchemaBuilder.record("Membership")
                .namespace("dev.fanfare.schemas")
                .fields()
                .requiredString("recipient")
                .optionalString("note")
                .requiredString("audience")
                .endRecord();
        registry.register("t-value", latest);
        try (var serializer = new FanfareAvroSerializer();
                var deserializer = new FanfareAvroDeserializer()) {
            serializer.configure(
                    Map.of(
                            RegistryConfig.INSTANCE,
                            registry,
                            "auto.register.schemas",
                            false,
                            "use.latest.version",
                            true),
                    false);
            deserializer.configure(Map.of(RegistryConfig.INSTANCE, registry, "specific.avro.reader", false), false);

            byte[] bytes = serializer.serialize("t", new Membership("ada", "all"));

            assertThat(deserializer.deserialize("t", bytes))
                    .hasToString("{\"recipient\": \"ada\", \"note\": null, \"audience\": \"all\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, Integer.MAX_VALUE - 8, 1L << 40, -1, Long.MIN_VALUE})
    void a_length_that_no_record_has_takes_no_memory(long length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(events.encode(event()), 0, 5);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        encoder.writeLong(length);
        encoder.flush();

        assertThat(events.decode(bytes.toByteArray())).isInstanceOf(Decoded.Unreadable.class);
    }

    @Test
    void a_registry_url_that_is_none_is_refused_by_name() {
        try (var serializer = new FanfareAvroSerializer()) {
            assertThatThrownBy(() -> serializer.configure(Map.of(RegistryConfig.URL, "ftp://x"), false))
                    .hasMessageContaining("schema.registry.url");
        }
    }

    private static Event event() {
        return Event.newBuilder()
                .setId("1")
                .setSource("/s")
                .setType("t")
                .setData("{\"a\":\"ä😀\"}")
                .build();
    }
}
