package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.people.KeepPeople;
import dev.fanfare.fanout.people.People;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.Words;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// A crowd in one audience, and the record of a slice to it.
record SliceToAll(Topics topics, Codecs codecs, Channel channel) {

    static final int NOBODY = 0;

    /// People `p10`, `p11` and so on.
    ///
    /// @param lookedUp the number of one who does not fit into the audiences' index
    void crowd(int people, int lookedUp, MockProcessorContext<String, Object> context) {
        var keep = KeepPeople.recipients(topics, codecs).get();
        var keeping = new MockProcessorContext<String, Outgoing>();
        keeping.addStateStore(context.getStateStore(People.STORE));
        keep.init(keeping);
        var codec = codecs.of(topics.recipients(), Recipient.class);
        for (int n = 10; n < 10 + people; n++) {
            Recipient person = Recipient.newBuilder()
                    .setId("p" + n)
                    .setEmail(List.of("p" + n + "@example.org"))
                    .setAudiences(List.of("all"))
                    .setTimeZone(n == lookedUp ? "too long for the index".repeat(10) : null)
                    .build();
            keep.process(new Record<>(person.getId(), codec.encode(person), 0L));
        }
    }

    Record<String, byte[]> slice(String key) {
        Slice slice = Slice.newBuilder()
                .setKey(key)
                .setEvent(Event.newBuilder()
                        .setId("1")
                        .setSource("/s")
                        .setType("t")
                        .build())
                .setPriority(Priority.NORMAL)
                .setPartitions(List.of(0))
                .setAudiences(List.of("all"))
                .setChannels(List.of(channel))
                .setTemplate(new Template("w", 1L, Map.of("en", new Words("s", "t", null, null, null, null))))
                .setAcceptedAt(Instant.EPOCH)
                .build();
        return new Record<>(
                key, codecs.of(topics.slices(Lane.STANDARD), SliceMessage.class).encode(new SliceMessage(slice)), 0L);
    }
}
