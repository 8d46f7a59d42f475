package dev.fanfare.track;

import static dev.fanfare.track.LetterScenario.CODECS;
import static dev.fanfare.track.LetterScenario.TOPICS;

import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.ReplayAction;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.ReplayStopped;
import dev.fanfare.schemas.RetryNow;
import dev.fanfare.schemas.Topic;
import dev.fanfare.track.replays.ReplaysInStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Replays as a test asks for them, and what came of them.
record ReplayWords(LetterScenario letters) {

    /// A delivery on its way back to its channel.
    record Sent(String id, String recipient, int replay, Headers headers) {

        String header(String name) {
            return RecordHeaders.get(headers, name).orElse("");
        }
    }

    void ask(String id, Map<String, String> filter) {
        ask(id, filter, ReplayAction.REPLAY, null);
    }

    void askAtRate(String id, int perSecond) {
        ask(id, Map.of(), ReplayAction.REPLAY, perSecond);
    }

    void discard(String id, Map<String, String> filter) {
        ask(id, filter, ReplayAction.DISCARD, null);
    }

    private void ask(String id, Map<String, String> filter, ReplayAction action, @Nullable Integer perSecond) {
        LetterFilter chosen = new LetterFilter();
        boolean events = "events".equals(filter.get("channel"));
        chosen.setChannel(
                events || !filter.containsKey("channel")
                        ? null
                        : Names.parse(Channel.class, filter.get("channel")).orElseThrow());
        chosen.setReason(
                filter.containsKey("reason")
                        ? Names.parse(Reason.class, filter.get("reason")).orElseThrow()
                        : null);
        ReplayAsked asked = new ReplayAsked(
                id,
                events ? ReplaySource.EVENTS : ReplaySource.DLT,
                action,
                chosen,
                perSecond,
                false,
                "ops",
                letters.now());
        say(new ReplayMessage(asked));
    }

    void stop(String id) {
        say(new ReplayMessage(new ReplayStopped(id, "ops", letters.now())));
    }

    void retryNow(String delivery) {
        DeliveryCommand command = new DeliveryCommand(new RetryNow(delivery, "ops", letters.now()));
        letters.write(TOPICS.deliveryCommands(), DeliveryCommand.class, command);
    }

    /// What was sent since it was last asked.
    List<Sent> sent() {
        Topic retries = TOPICS.retry(Channel.EMAIL);
        return letters.written(retries.name()).stream()
                .map(record -> {
                    Delivery delivery = value(retries, Delivery.class, record.value());
                    return new Sent(delivery.getId(), delivery.getRecipient(), delivery.getReplay(), record.headers());
                })
                .toList();
    }

    /// What was told of deliveries since it was last asked.
    List<Outcome> outcomes() {
        return letters.written(TOPICS.outcomes().name()).stream()
                .map(record -> value(TOPICS.outcomes(), OutcomeMessage.class, record.value()))
                .flatMap(message ->
                        message.getContent() instanceof Outcome outcome ? Stream.of(outcome) : Stream.empty())
                .toList();
    }

    /// Who, what, about what, with which words.
    List<List<String>> audit() {
        return letters.written(TOPICS.audit().name()).stream()
                .map(record -> value(TOPICS.audit(), AuditEntry.class, record.value()))
                .map(entry -> List.of(entry.getWho(), entry.getAction(), entry.getSubject(), entry.getDetail()))
                .toList();
    }

    /// As `STATE DONE of MATCHED, N skipped`.
    String view(String id) {
        return ReplaysInStore.inWords(letters.replays(), id);
    }

    private void say(ReplayMessage message) {
        letters.write(TOPICS.replays(), ReplayMessage.class, message);
    }

    private static <T extends SpecificRecord> T value(Topic topic, Class<T> type, byte[] bytes) {
        return ((Decoded.Readable<T>) CODECS.of(topic, type).decode(bytes)).value();
    }
}
