package dev.fanfare.track.dead;

import dev.fanfare.schemas.BuriedHeader;
import dev.fanfare.schemas.BuriedRecord;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.LetterHead;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Makes heads of what stands on the dead-letter topics.
final class ReadLetter {

    private static final int TEXT_MOST = 500;
    private static final int NAME_MOST = 200;
    private static final String TYPE = "ce_type";
    /// Given up before there were words: nothing of it could be sent.
    private static final Set<Reason> WORDLESS =
            EnumSet.of(Reason.RENDER, Reason.TOO_LARGE, Reason.INTERNAL, Reason.NO_TEMPLATE);

    private ReadLetter() {}

    static LetterHead head(DeadLetter letter) {
        Delivery delivery = letter.getDelivery();
        LetterHead head = new LetterHead();
        head.setChannel(delivery.getChannel());
        head.setReason(letter.getReason());
        head.setType(delivery.getType());
        head.setEvent(delivery.getEvent());
        head.setRecipient(delivery.getRecipient());
        head.setError(cut(letter.getError(), TEXT_MOST));
        head.setErrorCategory(letter.getErrorCategory());
        head.setProvider(letter.getProvider());
        head.setAttempts(letter.getAttempts());
        head.setReplay(delivery.getReplay());
        head.setAcceptedAt(delivery.getAcceptedAt());
        // what a provider reports later has no address, nor words
        head.setWhole(!delivery.getAddress().isEmpty()
                && (letter.getAttempts() > 0 || !WORDLESS.contains(letter.getReason())));
        return head;
    }

    /// Of a record of `events.dlt`, whose headers say why it is there: a reason, a colon and words.
    ///
    /// @param origins topics that it could go back to
    static LetterHead head(Headers headers, Set<String> origins) {
        String why = RecordHeaders.get(headers, RecordHeaders.REASON).orElse("");
        int colon = Math.max(0, why.indexOf(':'));
        String origin = RecordHeaders.get(headers, RecordHeaders.ORIGIN).orElse(null);
        LetterHead head = new LetterHead();
        head.setReason(Names.parse(Reason.class, why.substring(0, colon)).orElse(Reason.OTHER));
        head.setType(RecordHeaders.get(headers, TYPE)
                .filter(type -> type.length() <= NAME_MOST)
                .orElse(null));
        head.setError(cut(why.substring(colon).replaceFirst("^: ?", ""), TEXT_MOST));
        head.setOrigin(origin == null ? null : cut(origin, TEXT_MOST));
        head.setAttempts(0);
        head.setReplay(0);
        boolean isCut = RecordHeaders.get(headers, RecordHeaders.LENGTH).isPresent();
        head.setWhole(!isCut && origin != null && origins.contains(topicOf(origin)));
        return head;
    }

    /// The topic of `topic-partition@offset`; empty where it is none.
    static String topicOf(String origin) {
        int dash = origin.lastIndexOf('-', Math.max(0, origin.lastIndexOf('@')));
        return dash < 0 ? "" : origin.substring(0, dash);
    }

    static BuriedRecord buried(byte @Nullable [] key, byte[] value, Headers headers) {
        List<BuriedHeader> kept = new ArrayList<>();
        for (Header header : headers) {
            byte[] bytes = header.value() == null ? new byte[0] : header.value();
            kept.add(new BuriedHeader(header.key(), ByteBuffer.wrap(bytes)));
        }
        return new BuriedRecord(key == null ? null : ByteBuffer.wrap(key), ByteBuffer.wrap(value), kept);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
