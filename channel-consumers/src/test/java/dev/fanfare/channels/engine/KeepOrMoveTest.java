package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who owns which partitions of a channel's lanes, as members come and go. `-Dseed=N` repeats one run.
class KeepOrMoveTest {

    private static final List<String> LANES = List.of("c.express", "c.standard", "c.bulk");
    private static final int NUMBERS = 12;

    private final TreeMap<String, List<TopicPartition>> owned = new TreeMap<>();
    private int generation;

    @Test
    void one_member_has_all_and_the_same_number_of_every_lane() {
        owned.put("a", List.of());
        round();
        assertThat(numbers("a")).hasSize(NUMBERS);
        assertThat(owned.get("a")).hasSize(NUMBERS * LANES.size());
    }

    @Test
    @DisplayName("S0-29 S2-26 S4-09 a third member takes four of twelve and the others keep the rest meanwhile")
    void a_third_member_takes_four_of_twelve_and_the_others_keep_the_rest_meanwhile() {
        owned.put("b", List.of());
        owned.put("c", List.of());
        settle();
        Set<Integer> before = numbers("b");
        assertThat(before).hasSize(6);

        owned.put("a", List.of()); // first by name, which changes nothing
        round();

        assertThat(numbers("a")).isEmpty();
        assertThat(numbers("b")).hasSize(4).isSubsetOf(before);
        assertThat(numbers("c")).hasSize(4);

        round();

        assertThat(numbers("a")).hasSize(4);
        assertThat(numbers("b")).hasSize(4).isSubsetOf(before);
    }

    @Test
    void what_a_member_leaves_is_shared_at_once() {
        Stream.of("a", "b", "c").forEach(name -> owned.put(name, List.of()));
        settle();
        owned.remove("b");
        round();
        assertThat(numbers("a")).hasSize(6);
        assertThat(numbers("c")).hasSize(6);
    }

    @Test
    void of_two_that_say_they_own_it_the_one_that_heard_last_is_believed() {
        var zero = LANES.stream().map(lane -> new TopicPartition(lane, 0)).toList();
        var stale = new Subscription(LANES, null, zero, 3, Optional.empty());
        var fresh = new Subscription(LANES, null, zero, 7, Optional.empty());
        var group = new KeepOrMove().assign(cluster(1), new GroupSubscription(Map.of("a", stale, "b", fresh)));
        assertThat(group.groupAssignment().get("a").partitions()).isEmpty();
        assertThat(group.groupAssignment().get("b").partitions()).hasSize(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoever_comes_and_goes_nobody_is_given_what_another_has_and_all_is_owned_in_the_end(long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < 300; n++) {
            if (owned.isEmpty() || random.nextInt(3) == 0 && owned.size() < 15) {
                owned.put("m" + random.nextInt(1_000), List.of());
            } else if (random.nextInt(3) == 0 && owned.size() > 1) {
                owned.remove(List.copyOf(owned.keySet()).get(random.nextInt(owned.size())));
            }
            round();
            if (random.nextInt(4) == 0) {
                settle();
                assertThat(owned.values().stream().mapToInt(List::size).sum()).isEqualTo(NUMBERS * LANES.size());
                assertThat(owned.keySet()).allSatisfy(member -> assertThat(numbers(member))
                        .hasSizeBetween(NUMBERS / owned.size(), NUMBERS / owned.size() + 1));
            }
        }
    }

    private void settle() {
        Map<String, List<TopicPartition>> before;
        do {
            before = Map.copyOf(owned);
            round();
        } while (!before.equals(owned));
    }

    /// One rebalance, with what Kafka demands of it.
    private void round() {
        Map<String, Subscription> group = new HashMap<>();
        owned.forEach(
                (member, has) -> group.put(member, new Subscription(LANES, null, has, generation, Optional.empty())));
        generation++;
        Map<TopicPartition, String> before = new HashMap<>();
        owned.forEach((member, has) -> has.forEach(partition -> before.put(partition, member)));
        Set<TopicPartition> given = new HashSet<>();
        new KeepOrMove()
                .assign(cluster(NUMBERS), new GroupSubscription(group))
                .groupAssignment()
                .forEach((member, assignment) -> {
                    assertThat(assignment.partitions()).allSatisfy(partition -> {
                        assertThat(before.getOrDefault(partition, member)).isEqualTo(member);
                        assertThat(given.add(partition)).isTrue();
                    });
                    owned.put(member, List.copyOf(assignment.partitions()));
                });
    }

    private Set<Integer> numbers(String member) {
        Map<Integer, List<TopicPartition>> byNumber =
                owned.get(member).stream().collect(Collectors.groupingBy(TopicPartition::partition));
        assertThat(byNumber.values()).allSatisfy(lanes -> assertThat(lanes).hasSize(LANES.size()));
        return byNumber.keySet();
    }

    private static Cluster cluster(int numbers) {
        List<PartitionInfo> partitions = new ArrayList<>();
        for (String lane : LANES) {
            IntStream.range(0, numbers)
                    .forEach(n -> partitions.add(new PartitionInfo(lane, n, Node.noNode(), new Node[0], new Node[0])));
        }
        return new Cluster("c", List.of(), partitions, Set.of(), Set.of());
    }

    static LongStream seeds() {
        Long given = Long.getLong("seed");
        return given == null ? new Random().longs(20) : LongStream.of(given);
    }
}
