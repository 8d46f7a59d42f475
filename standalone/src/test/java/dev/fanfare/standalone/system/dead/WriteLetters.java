package dev.fanfare.standalone.system.dead;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Mails that were given up, as their channel would have written them; each recipient is an address.
record WriteLetters(String bootstrapServers, Topics topics) {

    private static final String EVENT = EventKey.of("/dead", "many");

    static String delivery(int number) {
        return DeliveryId.of(EVENT, recipient(number), Channel.EMAIL, address(number));
    }

    /// So many from this number on, by turns for each of these reasons.
    void write(int first, int count, List<Reason> reasons) {
        KafkaSettings kafka = new KafkaSettings(bootstrapServers, Map.of());
        Codec<DeadLetter> codec = Codecs.connect(RegistrySettings.IN_PROCESS, kafka, topics)
                .of(topics.deadLetters(Channel.EMAIL), DeadLetter.class);
        Instant now = Instant.now();
        try (var producer = new KafkaProducer<>(kafka.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = first; number < first + count; number++) {
                String recipient = recipient(number);
                producer.send(new ProducerRecord<>(
                        topics.deadLetters(Channel.EMAIL).name(),
                        topics.partitioning().of(recipient),
                        recipient.getBytes(StandardCharsets.UTF_8),
                        codec.encode(letter(number, reasons.get(number % reasons.size()), now))));
            }
        }
    }

    private static DeadLetter letter(int number, Reason reason, Instant now) {
        return DeadLetter.newBuilder()
                .setDelivery(Delivery.newBuilder()
                        .setId(delivery(number))
                        .setRecipient(recipient(number))
                        .setAddress(address(number))
                        .setEvent(EVENT)
                        .setType("dead")
                        .setChannel(Channel.EMAIL)
                        .setLane(Lane.STANDARD)
                        .setPriority(Priority.NORMAL)
                        .setLocale("en")
                        .setTitle("Given up once")
                        .setBody("and sent again")
                        .setTimestamp(now)
                        .setAcceptedAt(now)
                        .build())
                .setReason(reason)
                .setError("it did not go through")
                .setAttempts(5)
                .setAt(now)
                .build();
    }

    private static String recipient(int number) {
        return "mailto:" + address(number);
    }

    private static String address(int number) {
        return "p" + number + "@example.org";
    }
}
