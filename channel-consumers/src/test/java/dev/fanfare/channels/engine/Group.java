package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// The model: a log, what the group has committed, and what a provider saw. It simply remembers everything, and checks
/// each send and each commit against that.
final class Group {

    static final List<String> LANES = List.of("c.express", "c.standard", "c.bulk");
    static final int NUMBERS = 4;

    final Random random;
    final AtomicLong nanos = new AtomicLong();
    final Map<TopicPartition, OffsetAndMetadata> committed = new ConcurrentHashMap<>();
    final List<Member> members = new ArrayList<>();
    final List<Open> open = new CopyOnWriteArrayList<>();
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();
    private final Set<String> finished = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    /// A send under way.
    record Open(Member member, ConsumerRecord<byte[], byte[]> record, CountDownLatch end, List<Boolean> well) {}

    Group(Random random) {
        this.random = random;
        for (String lane : LANES) {
            for (int n = 0; n < NUMBERS; n++) {
                committed.put(new TopicPartition(lane, n), new OffsetAndMetadata(0));
                logs.put(new TopicPartition(lane, n), new ArrayList<>());
            }
        }
    }

    List<ConsumerRecord<byte[], byte[]>> log(TopicPartition partition) {
        return logs.get(partition);
    }

    /// Some records, with holes between their offsets as transactions leave them.
    void write(int count) {
        for (int n = 0; n < count; n++) {
            int person = random.nextInt(40);
            TopicPartition partition = new TopicPartition(LANES.get(random.nextInt(LANES.size())), person % NUMBERS);
            var log = logs.get(partition);
            long next = log.isEmpty() ? 0 : log.getLast().offset() + 1;
            var record = new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    next + (random.nextInt(6) == 0 ? random.nextInt(30) : 0),
                    ("p" + person).getBytes(StandardCharsets.UTF_8),
                    new byte[] {1});
            log.add(record);
            members.stream().filter(member -> member.owned.contains(partition)).forEach(owner -> owner.written(record));
        }
    }

    /// A member's call of the provider: it lasts until the test ends it.
    void send(Member member, ConsumerRecord<byte[], byte[]> record, HandleRecord.Waits waits)
            throws InterruptedException {
        if (random.nextInt(4) == 0) {
            waits.during(() -> {});
        }
        String person = person(record);
        check(told.add(person), "two sends of one person at once: " + id(record));
        check(!isCommitted(record), "sent again though its end was committed: " + id(record));
        Open mine = new Open(member, record, new CountDownLatch(1), new CopyOnWriteArrayList<>());
        open.add(mine);
        try {
            mine.end().await();
        } finally {
            told.remove(person);
            open.remove(mine);
        }
        if (!mine.well().isEmpty()) {
            throw new IllegalStateException("a bug of ours, as the test wants it");
        }
        finished.add(id(record)); // what replaces it is acknowledged
    }

    /// What the group takes in is never more than was finished.
    void commit(Member member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, at) -> {
            if (!members.contains(member) || !member.owned.contains(partition)) {
                return;
            }
            for (ConsumerRecord<byte[], byte[]> record : logs.get(partition)) {
                if (isFinished(at, record.offset())) {
                    check(finished.contains(id(record)), "committed but not finished: " + id(record));
                }
            }
            committed.put(partition, at);
        });
    }

    /// Ends one send, well or not.
    void endOne(boolean well) {
        if (!open.isEmpty()) {
            Open one = open.get(random.nextInt(open.size()));
            if (!well) {
                one.well().add(false);
            }
            one.end().countDown();
            await().pollInterval(Duration.ofMillis(1)).until(() -> !open.contains(one));
        }
    }

    /// As kill -9 does: nothing that it does from here on counts.
    void kill(Member member) {
        members.remove(member);
        Set<TopicPartition> had = Set.copyOf(member.owned);
        member.lose(had);
        awaitQuiet(member);
    }

    /// Everybody gives up, or loses, what others shall have, and has it then.
    void rebalance(boolean kindly) {
        Map<TopicPartition, Member> wanted = new HashMap<>();
        if (members.isEmpty()) {
            return;
        }
        for (int n = 0; n < NUMBERS; n++) {
            Member owner = members.get(random.nextInt(members.size()));
            for (String lane : LANES) {
                wanted.put(new TopicPartition(lane, n), owner);
            }
        }
        for (Member member : members) {
            Set<TopicPartition> gone = member.owned.stream()
                    .filter(partition -> wanted.get(partition) != member)
                    .collect(Collectors.toSet());
            if (!gone.isEmpty()) {
                if (kindly) {
                    member.giveUp(gone);
                } else {
                    member.lose(gone);
                }
                awaitQuiet(member, gone);
            }
        }
        for (Member member : members) {
            Set<TopicPartition> fresh = wanted.entrySet().stream()
                    .filter(entry -> entry.getValue() == member && !member.owned.contains(entry.getKey()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            if (!fresh.isEmpty()) {
                member.take(fresh);
            }
        }
    }

    /// All that was written and did not finish yet.
    List<String> unfinished() {
        return all().map(Group::id).filter(id -> !finished.contains(id)).toList();
    }

    /// Whether all that was written is committed as finished.
    boolean isAllCommitted() {
        return all().allMatch(this::isCommitted);
    }

    void check() {
        assertThat(faults).isEmpty();
    }

    private Stream<ConsumerRecord<byte[], byte[]>> all() {
        return logs.values().stream().flatMap(List::stream);
    }

    private void awaitQuiet(Member member) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> open.stream().noneMatch(one -> one.member() == member));
    }

    private void awaitQuiet(Member member, Set<TopicPartition> gone) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> open.stream()
                .noneMatch(one -> one.member() == member && gone.contains(partition(one.record()))));
    }

    private boolean isCommitted(ConsumerRecord<byte[], byte[]> record) {
        return isFinished(committed.get(partition(record)), record.offset());
    }

    private static boolean isFinished(OffsetAndMetadata at, long offset) {
        BitSet above = CommitMetadata.decode(at.metadata());
        return offset < at.offset() || offset > at.offset() && above.get((int) (offset - at.offset() - 1));
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static String person(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
