package dev.fanfare.fanout;

import dev.fanfare.fanout.admit.AdmitEvent;
import dev.fanfare.fanout.admit.KeepRules;
import dev.fanfare.fanout.aside.SetAside;
import dev.fanfare.fanout.expand.ExpandSlice;
import dev.fanfare.fanout.people.KeepPeople;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.people.TellErased;
import dev.fanfare.fanout.retry.CancelErased;
import dev.fanfare.fanout.retry.HoldRetry;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.fanout.retry.TakeHeld;
import dev.fanfare.fanout.steer.SteeredEvents;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/// Events in; out, one delivery for each recipient, channel and address.
final class FanoutTopology {

    private static final Deserializer<String> KEY = new StringDeserializer();
    private static final Deserializer<byte[]> BYTES = new ByteArrayDeserializer();

    private FanoutTopology() {}

    /// The topology over these topics; every node is named after its step.
    static Topology build(Topics topics, Codecs codecs, FanoutParts parts) {
        Topology topology = new Topology();
        KeepRules.addTo(topology, topics, codecs, parts.references());

        // by event key
        topology.addSource(
                "read-express-events", KEY, BYTES, topics.events(Lane.EXPRESS).name());
        topology.addSource(
                "read-standard-events", KEY, BYTES, topics.events(Lane.STANDARD).name());
        var followers = new AdmitEvent.Followers(
                "write-slices", "write-heads", "write-elsewhere", "write-refused-events", "write-controls");
        var admit = new AdmitEvent(topics, codecs, parts, followers);
        var refusedAside = new SetAside.Where(topics, parts.failures(), followers.refused());
        topology.addSource("read-commands", KEY, BYTES, topics.commands().name());
        guard(
                topology,
                "admit-event",
                admit,
                refusedAside,
                "read-express-events",
                "read-standard-events",
                "read-commands");
        write(topology, followers.slices(), "slices.*", "admit-event");
        write(topology, followers.counts(), topics.counts(), "admit-event");
        write(topology, followers.controls(), topics.controls(), "admit-event");
        write(topology, followers.elsewhere(), "events.*, commands", "admit-event");
        write(topology, followers.refused(), topics.eventsDlt(), "admit-event");

        // by recipient: one task owns one person
        SetAside.Where aside = new SetAside.Where(topics, parts.failures(), "write-set-aside");
        keepPeople(topology, topics, codecs, aside);
        topology.addSource(
                "read-express-slices", KEY, BYTES, topics.slices(Lane.EXPRESS).name());
        topology.addSource(
                "read-standard-slices", KEY, BYTES, topics.slices(Lane.STANDARD).name());
        var out = new ExpandSlice.Followers(
                "write-deliveries", "write-totals", "write-dead-letters", "write-unreadable-slices", TakeHeld.NAME);
        var expand = new ExpandSlice(topics, codecs, parts, out);
        topology.addProcessor("expand-slice", expand, "read-express-slices", "read-standard-slices");
        writeByKey(topology, out.deliveries(), "expand-slice");
        write(topology, out.totals(), topics.outcomes(), "expand-slice");
        write(topology, out.letters(), "CHANNEL.dlt", "expand-slice");
        write(topology, out.unreadable(), topics.eventsDlt(), "expand-slice");

        holdRetries(topology, topics, codecs, parts, aside);
        write(
                topology,
                aside.node(),
                topics.eventsDlt().name(),
                "keep-recipient",
                "keep-preferences",
                "keep-membership",
                "keep-suppression",
                "keep-push-token",
                "tell-erased",
                TakeHeld.NAME,
                "cancel-erased");

        // here and not by the steps: a store that several steps declare leaves them in sub-topologies of their own
        // (4.3.1)
        topology.addStateStore(
                People.store(),
                "keep-recipient",
                "keep-preferences",
                "keep-membership",
                "keep-suppression",
                "keep-push-token",
                "tell-erased",
                "expand-slice",
                TakeHeld.NAME);
        topology.addStateStore(SteeredEvents.store(), "expand-slice", TakeHeld.NAME);
        topology.addStateStore(Retries.store(), TakeHeld.NAME, "expand-slice", "cancel-erased");
        return topology;
    }

    private static void holdRetries(
            Topology topology, Topics topics, Codecs codecs, FanoutParts parts, SetAside.Where aside) {
        topology.addSource(
                "read-retries",
                KEY,
                BYTES,
                topics.retries().stream().map(Topic::name).toArray(String[]::new));
        topology.addSource(
                "read-delivery-commands", KEY, BYTES, topics.deliveryCommands().name());
        topology.addSource(
                "read-inbox-actions", KEY, BYTES, topics.inboxActions().name());
        var out = new HoldRetry.Followers(
                "write-retries", "write-ends", "write-late-letters", "write-replay-progress", aside.node());
        var hold = new HoldRetry(topics, codecs, parts, out);
        topology.addProcessor(
                TakeHeld.NAME,
                new TakeHeld(hold, aside),
                "expand-slice",
                "read-retries",
                "read-express-slices",
                "read-standard-slices",
                "read-delivery-commands",
                "read-inbox-actions");
        guard(topology, "cancel-erased", new CancelErased(hold), aside, "read-recipients");
        writeByKey(topology, out.deliveries(), TakeHeld.NAME);
        write(topology, out.outcomes(), topics.outcomes().name(), TakeHeld.NAME, "cancel-erased");
        write(topology, out.letters(), "CHANNEL.dlt", TakeHeld.NAME);
        write(topology, out.progress(), topics.replays(), TakeHeld.NAME);
    }

    private static void keepPeople(Topology topology, Topics topics, Codecs codecs, SetAside.Where aside) {
        topology.addSource("read-recipients", KEY, BYTES, topics.recipients().name());
        guard(topology, "keep-recipient", KeepPeople.recipients(topics, codecs), aside, "read-recipients");
        write(topology, KeepPeople.DELETIONS, "what is of a person", "keep-recipient");
        TellErased tellErased = new TellErased(topics, codecs, "write-erasures");
        guard(topology, "tell-erased", tellErased, aside, "read-recipients");
        write(topology, tellErased.erasures(), topics.erasures(), "tell-erased");
        topology.addSource("read-preferences", KEY, BYTES, topics.preferences().name());
        guard(topology, "keep-preferences", KeepPeople.preferences(topics, codecs), aside, "read-preferences");
        topology.addSource("read-memberships", KEY, BYTES, topics.memberships().name());
        guard(topology, "keep-membership", KeepPeople.memberships(topics, codecs), aside, "read-memberships");
        topology.addSource(
                "read-suppressions", KEY, BYTES, topics.suppressions().name());
        guard(topology, "keep-suppression", KeepPeople.suppressions(topics, codecs), aside, "read-suppressions");
        topology.addSource("read-push-tokens", KEY, BYTES, topics.pushTokens().name());
        guard(topology, "keep-push-token", KeepPeople.pushTokens(topics, codecs), aside, "read-push-tokens");
    }

    private static void guard(
            Topology topology,
            String name,
            ProcessorSupplier<String, byte[], String, Outgoing> step,
            SetAside.Where aside,
            String... parents) {
        topology.addProcessor(name, new SetAside(name, step, aside), parents);
    }

    /// Deliveries, whose key the producer puts on the same partition by itself; asked for one, Streams looks the
    /// topic's
    /// partitions up for each record.
    private static void writeByKey(Topology topology, String name, String parent) {
        topology.addSink(name, Outgoing.topicOf("CHANNEL.LANE"), new StringSerializer(), Outgoing.itsBytes(), parent);
    }

    private static void write(Topology topology, String name, Topic topic, String parent) {
        write(topology, name, topic.name(), parent);
    }

    private static void write(Topology topology, String name, String label, String... parents) {
        topology.addSink(
                name,
                Outgoing.topicOf(label),
                new StringSerializer(),
                Outgoing.itsBytes(),
                Outgoing.itsPartitions(),
                parents);
    }
}
