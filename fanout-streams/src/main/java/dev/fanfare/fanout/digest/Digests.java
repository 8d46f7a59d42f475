package dev.fanfare.fanout.digest;

import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestHead;
import dev.fanfare.schemas.DigestTarget;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// One partition's digests, in the store of what waits.
///
/// A digest takes entries until it has as many as its rule lets it have, or as many bytes as a delivery can bear; what
/// comes then opens the next.
public final class Digests {

    /// Bytes of all entries of a digest; less than a rendered delivery may have.
    static final int BYTES_MOST = 192 * 1024;
    /// Bytes of an entry; what is larger is told by itself.
    static final int ENTRY_MOST = 16 * 1024;

    private static final StoreCodec<DigestHead> HEAD = StoreCodec.of(DigestHead.class);
    private static final StoreCodec<DigestEntry> ENTRY = StoreCodec.of(DigestEntry.class);
    private static final StoreCodec<Template> WORDS = StoreCodec.of(Template.class);

    private final KeyValueStore<Bytes, byte[]> store;

    public Digests(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// The digest that took an entry.
    ///
    /// @param full one that goes out at once: this one, or the one before
    public record Joined(DigestHead head, boolean opened, Optional<DigestHead> full) {}

    /// Whether an entry is small enough for any digest.
    public static boolean fits(DigestEntry entry) {
        return ENTRY.encode(entry).length <= ENTRY_MOST;
    }

    /// Puts an entry into the digest that takes it, or into the next.
    public Joined join(ToDigest asked, Instant now) {
        Bytes open =
                DigestKeys.open(asked.recipient(), asked.type(), asked.rule().getBy(), asked.disturbs());
        byte[] entry = ENTRY.encode(asked.entry());
        DigestHead taking = taking(open);
        DigestHead full = null;
        if (taking != null && taking.getBytes() + entry.length > BYTES_MOST) {
            full = taking;
            taking = null;
        }
        DigestHead head = taking == null ? begin(asked, now, DigestDue.of(asked, now)) : taking;
        if (taking == null) {
            store.put(open, head.getId().getBytes(StandardCharsets.UTF_8));
        }
        store.put(DigestKeys.entry(head.getId(), head.getHad()), entry);
        head.setHad(head.getHad() + 1);
        head.setCount(head.getCount() + 1);
        head.setBytes(head.getBytes() + entry.length);
        ruleOfNow(head, asked);
        put(head);
        if (head.getCount() >= head.getMax()) {
            store.delete(open);
            full = head;
        }
        return new Joined(head, taking == null, Optional.ofNullable(full));
    }

    /// It goes out at another time.
    public void putOff(DigestHead head, Instant due) {
        head.setDue(due);
        put(head);
    }

    private @Nullable DigestHead taking(Bytes open) {
        byte[] id = store.get(open);
        return id == null ? null : head(new String(id, StandardCharsets.UTF_8)).orElse(null);
    }

    private static DigestHead begin(ToDigest asked, Instant now, Instant due) {
        DigestEntry first = asked.entry();
        DigestTarget target = first.getTargets().getFirst();
        DigestHead head = new DigestHead();
        // An event may come again once it was forgotten: its digest is another one.
        head.setId(DeliveryId.of(
                first.getKey(),
                asked.recipient(),
                target.getChannel(),
                "digest\n" + first.getAcceptedAt().toEpochMilli() + '\n'
                        + asked.rule().getBy()));
        head.setRecipient(asked.recipient());
        head.setType(asked.type());
        head.setBy(asked.rule().getBy());
        head.setDisturbs(asked.disturbs());
        head.setOpenedAt(now);
        head.setDue(due);
        head.setTemplate("");
        head.setTemplateVersion(0);
        return head;
    }

    /// The last event says how, and in which words.
    private void ruleOfNow(DigestHead head, ToDigest asked) {
        head.setMin(asked.rule().getMin());
        head.setMax(asked.rule().getMax());
        Template words = asked.words();
        if (!head.getTemplate().equals(words.getName()) || head.getTemplateVersion() != words.getVersion()) {
            store.put(DigestKeys.words(head.getId()), WORDS.encode(words));
            head.setTemplate(words.getName());
            head.setTemplateVersion(words.getVersion());
        }
    }

    /// A digest that waits.
    public Optional<DigestHead> head(String id) {
        byte[] found = store.get(DigestKeys.head(id));
        return found == null ? Optional.empty() : Optional.of(HEAD.decode(found));
    }

    private void put(DigestHead head) {
        store.put(DigestKeys.head(head.getId()), HEAD.encode(head));
    }

    /// An entry, and its number.
    private record Numbered(int number, DigestEntry entry) {}

    /// In the order in which they came.
    public List<DigestEntry> entries(String id) {
        return numbered(id).stream().map(Numbered::entry).toList();
    }

    private List<Numbered> numbered(String id) {
        List<Numbered> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all =
                store.range(DigestKeys.entry(id, 0), DigestKeys.entry(id, Integer.MAX_VALUE))) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> each = all.next();
                entries.add(new Numbered(DigestKeys.numberAt(each.key), ENTRY.decode(each.value)));
            }
        }
        return entries;
    }

    /// The entry of an event, where it is in the digest.
    public Optional<DigestEntry> entry(String id, String event) {
        return find(id, event).map(Numbered::entry);
    }

    private Optional<Numbered> find(String id, String event) {
        return numbered(id).stream()
                .filter(each -> each.entry().getKey().equals(event))
                .findFirst();
    }

    /// Something else stands in the entry of its event.
    public void replace(String id, DigestEntry entry) {
        find(id, entry.getKey())
                .flatMap(each -> head(id).map(head -> {
                    byte[] now = ENTRY.encode(entry);
                    store.put(DigestKeys.entry(id, each.number()), now);
                    head.setBytes(head.getBytes() - ENTRY.encode(each.entry()).length + now.length);
                    return head;
                }))
                .ifPresent(this::put);
    }

    public Template words(String id) {
        return WORDS.decode(Objects.requireNonNull(store.get(DigestKeys.words(id)), "no words of " + id));
    }

    /// Takes an event's entry out.
    ///
    /// @return the entry; nothing where it is not there
    public Optional<DigestEntry> leave(DigestHead head, String event) {
        Optional<Numbered> found = find(head.getId(), event);
        found.ifPresent(each -> {
            Bytes key = DigestKeys.entry(head.getId(), each.number());
            byte[] entry = store.delete(key);
            head.setCount(head.getCount() - 1);
            head.setBytes(head.getBytes() - (entry == null ? 0 : entry.length));
            put(head);
        });
        return found.map(Numbered::entry);
    }

    /// Takes a digest away with all that is in it.
    public List<DigestEntry> take(DigestHead head) {
        List<Numbered> entries = numbered(head.getId());
        entries.forEach(each -> store.delete(DigestKeys.entry(head.getId(), each.number())));
        store.delete(DigestKeys.words(head.getId()));
        store.delete(DigestKeys.head(head.getId()));
        Bytes open = DigestKeys.open(head.getRecipient(), head.getType(), head.getBy(), head.getDisturbs());
        byte[] id = store.get(open);
        if (id != null && head.getId().equals(new String(id, StandardCharsets.UTF_8))) {
            store.delete(open);
        }
        return entries.stream().map(Numbered::entry).toList();
    }

    /// What stands in place of an event's key in the digest's deliveries.
    public static String eventOf(String id) {
        return EventKey.of("digest\n", id);
    }

    /// The delivery that a digest becomes at the address at which its entries were to be told.
    public static String delivery(String id, String recipient, DigestTarget target) {
        return DeliveryId.of(eventOf(id), recipient, target.getChannel(), target.getAddress());
    }
}
