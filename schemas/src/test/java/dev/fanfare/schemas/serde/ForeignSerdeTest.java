package dev.fanfare.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import java.io.EOFException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// kafka-avro-serializer takes our serde's place by a setting; here stands one of its shape.
class ForeignSerdeTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "auto.register.schemas", "false",
            "use.latest.version", "true",
            "basic.auth.credentials.source", "USER_INFO",
            "basic.auth.user.info", "me:secret");

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final Membership ada = new Membership("ada", "all");

    @Test
    void it_writes_and_reads_in_our_place_with_its_own_settings() {
        Codec<Membership> codec = codecs(Writes.class, Reads.class).of(topics.memberships(), Membership.class);

        byte[] bytes = codec.encode(ada);

        assertThat(bytes).startsWith('!');
        assertThat(codec.decode(bytes)).isEqualTo(new Decoded.Readable<>(ada));
        assertThat(codec.decode(null)).isEqualTo(new Decoded.Absent<>());
    }

    @Test
    void it_registers_its_schemas_itself() {
        codecs(Writes.class, Reads.class).register(topics.all()); // nobody listens there, and nobody is asked
    }

    @ParameterizedTest
    @MethodSource("badBytes")
    void bytes_that_it_cannot_read_are_a_value(RuntimeException thrown) {
        assertThat(decodeThatThrows(thrown)).isInstanceOf(Decoded.Unreadable.class);
    }

    static Stream<RuntimeException> badBytes() {
        return Stream.of(
                new SerializationException("Unknown magic byte!"),
                new SerializationException("Error deserializing Avro message for id 7", new EOFException()),
                new SerializationException(
                        "Error retrieving Avro value schema for id 7",
                        new Exception("Schema 7 not found; error code: 40403")),
                new InvalidConfigurationException("Schema 7 not found; error code: 40403"),
                new InvalidConfigurationException("Forbidden; error code: 403"),
                new InvalidConfigurationException("User is denied operation Read on Subject: x; error code: 40301"),
                new ArrayIndexOutOfBoundsException("Index 9 out of bounds for length 3"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void a_registry_in_trouble_is_waited_for(RuntimeException thrown) {
        assertThat(catchThrowableOfType(RegistryException.class, () -> decodeThatThrows(thrown))
                        .passing())
                .isTrue();
        assertThat(catchThrowableOfType(RegistryException.class, () -> encodeThatThrows(thrown))
                        .passing())
                .isTrue();
    }

    static Stream<RuntimeException> troubles() {
        return Stream.of(
                new TimeoutException("Error deserializing Avro message for id 7"),
                new SerializationException("Error retrieving Avro schema", new ConnectException("refused")),
                new SerializationException(
                        "Error retrieving Avro schema", new Exception("Unauthorized; error code: 401")),
                new SerializationException("Error", new Exception("in the backend store; error code: 50001")));
    }

    @Test
    void a_subject_that_it_may_not_write_to_is_waited_for() {
        assertThat(catchThrowableOfType(
                                RegistryException.class,
                                () -> encodeThatThrows(new InvalidConfigurationException("Forbidden; error code: 403")))
                        .passing())
                .isTrue();
    }

    @Test
    void what_it_cannot_write_stays_its_own_failure() {
        SerializationException refused =
                new SerializationException("Error", new Exception("incompatible; error code: 409"));

        assertThatThrownBy(() -> encodeThatThrows(refused)).isSameAs(refused);
    }

    @Test
    void a_class_that_is_none_is_named_with_its_setting() {
        RegistrySettings wrong = new RegistrySettings("http://127.0.0.1:1", "no.such.Serializer", null, null);

        assertThatThrownBy(() -> Codecs.connect(wrong, new KafkaSettings(null, null), topics)
                        .of(topics.memberships(), Membership.class))
                .hasMessageContainingAll("fanfare.registry.serializer", "no.such.Serializer");
    }

    private Decoded<Membership> decodeThatThrows(RuntimeException thrown) {
        Deserializer<Object> reads = (_, _) -> {
            throw thrown;
        };
        return new Codec<>(topics.memberships(), Membership.class, new Writes(), reads).decode(new byte[] {1});
    }

    private void encodeThatThrows(RuntimeException thrown) {
        Serializer<Object> writes = (_, _) -> {
            throw thrown;
        };
        new Codec<>(topics.memberships(), Membership.class, writes, new Reads()).encode(ada);
    }

    private Codecs codecs(Class<?> serializer, Class<?> deserializer) {
        RegistrySettings settings = new RegistrySettings(
                "http://127.0.0.1:1,http://127.0.0.1:2", serializer.getName(), deserializer.getName(), SETTINGS);
        return Codecs.connect(settings, new KafkaSettings(null, null), topics);
    }

    private static void assertConfigured(Map<String, ?> configs, boolean isKey) {
        assertThat(Map.<String, Object>copyOf(configs))
                .containsAllEntriesOf(SETTINGS)
                .containsEntry("schema.registry.url", "http://127.0.0.1:1,http://127.0.0.1:2")
                .containsEntry("specific.avro.reader", true);
        assertThat(isKey).isFalse();
    }

    /// Another's wire format: a mark, then lines.
    public static final class Writes implements Serializer<Object> {
        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            assertConfigured(configs, isKey);
        }

        @Override
        public byte[] serialize(String topic, @Nullable Object data) {
            Membership member = (Membership) Objects.requireNonNull(data);
            return ("!" + member.getRecipient() + "\n" + member.getAudience()).getBytes(StandardCharsets.UTF_8);
        }
    }

    public static final class Reads implements Deserializer<Object> {
        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            assertConfigured(configs, isKey);
        }

        @Override
        public Object deserialize(String topic, byte[] data) {
            String[] lines = new String(data, 1, data.length - 1, StandardCharsets.UTF_8).split("\n");
            return new Membership(lines[0], lines[1]);
        }
    }
}
