package dev.fanfare.channels.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Gives partition n of each lane to one member, so that one process sees all deliveries of a person; as few as need be
/// change hands, and everybody goes on with the others meanwhile. What changes hands is given up in one round, and
/// given to its new owner in the next.
///
/// Made by Kafka's client, by name.
public final class KeepOrMove implements ConsumerPartitionAssignor {

    @Override
    public String name() {
        return "keep-or-move";
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
        TreeMap<String, Subscription> members = new TreeMap<>(group.groupSubscription());
        Set<String> topics = new HashSet<>();
        members.values().forEach(member -> topics.addAll(member.topics()));
        int numbers =
                topics.stream().mapToInt(topic -> count(cluster, topic)).max().orElse(0);
        Map<Integer, String> owners = owners(members);
        Map<Integer, String> wanted = split(numbers, List.copyOf(members.keySet()), owners);
        Map<String, Assignment> assigned = new HashMap<>();
        members.keySet()
                .forEach(member -> assigned.put(
                        member,
                        new Assignment(IntStream.range(0, numbers)
                                .filter(n -> member.equals(wanted.get(n)))
                                .filter(n -> owners.get(n) == null || member.equals(owners.get(n)))
                                .boxed()
                                .flatMap(n -> topics.stream()
                                        .filter(topic -> n < count(cluster, topic))
                                        .map(topic -> new TopicPartition(topic, n)))
                                .toList())));
        return new GroupAssignment(assigned);
    }

    /// Everybody keeps what it has, up to an equal part; the rest goes to those that have less.
    static Map<Integer, String> split(int numbers, List<String> members, Map<Integer, @Nullable String> owners) {
        Map<String, Integer> count = new HashMap<>();
        Map<Integer, String> wanted = new TreeMap<>();
        List<Integer> left = new ArrayList<>();
        int more = numbers % members.size();
        for (int n = 0; n < numbers; n++) {
            String owner = owners.get(n);
            int has = count.getOrDefault(owner == null ? "" : owner, 0);
            boolean first = has == numbers / members.size() && more > 0;
            if (owner != null && (has < numbers / members.size() || first)) {
                more -= first ? 1 : 0;
                count.merge(owner, 1, Integer::sum);
                wanted.put(n, owner);
            } else {
                left.add(n);
            }
        }
        for (int n : left) {
            String least = members.stream()
                    .min(Comparator.comparingInt(member -> count.getOrDefault(member, 0)))
                    .orElseThrow();
            count.merge(least, 1, Integer::sum);
            wanted.put(n, least);
        }
        return wanted;
    }

    /// Who has which number now; of two that say so, one has missed that it was taken away.
    private static Map<Integer, String> owners(TreeMap<String, Subscription> members) {
        Map<Integer, String> owners = new HashMap<>();
        Map<Integer, Integer> since = new HashMap<>();
        members.forEach((member, subscription) -> {
            int generation = subscription.generationId().orElse(-1);
            for (TopicPartition owned : subscription.ownedPartitions()) {
                if (generation > since.getOrDefault(owned.partition(), Integer.MIN_VALUE)) {
                    since.put(owned.partition(), generation);
                    owners.put(owned.partition(), member);
                }
            }
        });
        return owners;
    }

    private static int count(Cluster cluster, String topic) {
        Integer count = cluster.partitionCountForTopic(topic);
        return count == null ? 0 : count;
    }
}
