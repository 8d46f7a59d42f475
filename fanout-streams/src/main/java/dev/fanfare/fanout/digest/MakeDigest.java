package dev.fanfare.fanout.digest;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.digest.DecideDigest.Part;
import dev.fanfare.fanout.render.MakeDelivery;
import dev.fanfare.fanout.render.RenderWords;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.fanout.render.Texts;
import dev.fanfare.fanout.render.Values;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestHead;
import dev.fanfare.schemas.DigestTarget;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.Template;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes deliveries of what was in a digest: one of all, or one of each.
public final class MakeDigest {

    private static final Rendered NO_WORDS = new Rendered("", "", "", null, null, null);

    private final Texts texts;
    private final DigestHead head;
    private final Template words;
    private final Recipient person;
    private final Instant now;

    /// @param now when it is sent, which is the time of what is told together
    public MakeDigest(Texts texts, DigestHead head, Template words, Recipient person, Instant now) {
        this.texts = texts;
        this.head = head;
        this.words = words;
        this.person = person;
        this.now = now;
    }

    /// The delivery without words, as a dead letter has it.
    public Delivery bare(Part.Together part) {
        return delivery(slice(part.entries()), part.target(), part.tell(), NO_WORDS);
    }

    /// The delivery without words, as a dead letter has it.
    public Delivery bare(Part.Singly part, Meant each) {
        return delivery(slice(each.entry()), each.target(), part.tell(), NO_WORDS);
    }

    /// One delivery of one entry without words, where it was meant to be told.
    public static Delivery bare(DigestHead head, DigestEntry entry, DigestTarget target) {
        Tell tell = new Tell(target.getChannel(), target.getAddress(), List.of());
        return delivery(head, slice(entry), target, tell, NO_WORDS);
    }

    /// @throws dev.fanfare.fanout.render.RenderException where the words cannot be made
    public Delivery of(Part.Together part) {
        Rendered rendered = render(part.entries(), part.tell());
        Delivery delivery = delivery(slice(part.entries()), part.target(), part.tell(), rendered);
        if (delivery.getData() != null) {
            delivery.setData(data(part.entries()));
        }
        return delivery;
    }

    /// One entry told by itself, under its own id and in the same words, of which it is the only event.
    ///
    /// @throws dev.fanfare.fanout.render.RenderException where the words cannot be made
    public Delivery of(Part.Singly part, Meant each) {
        Rendered rendered = render(List.of(each.entry()), part.tell());
        return delivery(slice(each.entry()), each.target(), part.tell(), rendered);
    }

    private Rendered render(List<DigestEntry> entries, Tell tell) {
        List<Event> events = entries.stream().map(DigestEntry::getEvent).toList();
        return new RenderWords(texts, words, Values.of(events)).render(person, tell.channel());
    }

    private Delivery delivery(Slice slice, DigestTarget target, Tell tell, Rendered rendered) {
        return delivery(head, slice, target, tell, rendered);
    }

    private static Delivery delivery(DigestHead head, Slice slice, DigestTarget target, Tell tell, Rendered rendered) {
        String id = DeliveryId.of(slice.getKey(), head.getRecipient(), target.getChannel(), target.getAddress());
        return MakeDelivery.of(slice, id, head.getRecipient(), tell, target.getLane(), rendered);
    }

    private static Slice slice(DigestEntry entry) {
        Slice slice = new Slice();
        slice.setKey(entry.getKey());
        slice.setEvent(entry.getEvent());
        slice.setPriority(entry.getPriority());
        slice.setAcceptedAt(entry.getAcceptedAt());
        slice.setExpiresAt(entry.getExpiresAt());
        return slice;
    }

    /// It is worth telling for as long as any of it is.
    private Slice slice(List<DigestEntry> entries) {
        Event event = Event.newBuilder(entries.getLast().getEvent())
                .setTime(now)
                .setAutoDismiss(
                        entries.stream().allMatch(entry -> entry.getEvent().getAutoDismiss()))
                .setCorrelationId(same(entries, Event::getCorrelationId))
                .setEntityType(same(entries, Event::getEntityType))
                .setEntityId(same(entries, Event::getEntityId))
                .build();
        Slice slice = new Slice();
        slice.setKey(Digests.eventOf(head.getId()));
        slice.setEvent(event);
        slice.setPriority(entries.stream()
                .map(DigestEntry::getPriority)
                .min(Comparator.naturalOrder())
                .orElse(Priority.NORMAL));
        slice.setAcceptedAt(first(entries));
        slice.setExpiresAt(last(entries));
        return slice;
    }

    /// So that whoever was erased while it was on its way is told nothing of it, not even what came later.
    private static Instant first(List<DigestEntry> entries) {
        return entries.stream()
                .map(DigestEntry::getAcceptedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static @Nullable String same(List<DigestEntry> entries, Function<Event, @Nullable String> field) {
        String first = field.apply(entries.getFirst().getEvent());
        return entries.stream().allMatch(entry -> Objects.equals(first, field.apply(entry.getEvent()))) ? first : null;
    }

    private static @Nullable Instant last(List<DigestEntry> entries) {
        Instant last = Instant.EPOCH;
        for (DigestEntry entry : entries) {
            Instant expiresAt = entry.getExpiresAt();
            if (expiresAt == null) {
                return null;
            }
            last = expiresAt.isAfter(last) ? expiresAt : last;
        }
        return last;
    }

    /// What a channel hands on: `count`, and in `events` each one's data.
    private static String data(List<DigestEntry> entries) {
        StringBuilder json = new StringBuilder("{\"count\":" + entries.size() + ",\"events\":[");
        for (DigestEntry entry : entries) {
            json.append(entry == entries.getFirst() ? "" : ",")
                    .append(entry.getEvent().getData());
        }
        return json.append("]}").toString();
    }
}
