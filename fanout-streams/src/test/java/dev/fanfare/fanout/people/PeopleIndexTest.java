package dev.fanfare.fanout.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.WebhookAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// The index says of each member what the profile says, whatever changed and in whatever order.
class PeopleIndexTest {

    private static final List<String> IDS = List.of("ada", "bob", "cleo");
    private static final List<String> AUDIENCES = List.of("a", "b", "c");

    private final KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(People.STORE), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final People people = new People(store);
    private final PeopleView view = new PeopleView(store);

    @BeforeEach
    void open() {
        var context = new MockProcessorContext<Void, Void>();
        store.init(context.getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_small_profile_stands_in_the_index_and_a_large_one_is_looked_up() {
        people.keep(person("ada", 1, List.of("a")));
        people.keep(person("bob", 20, List.of("a")));

        Map<String, Profile> walked = walk("a");

        assertThat(walked.get("ada")).isNotNull();
        assertThat(walked).containsKey("bob");
        assertThat(walked.get("bob")).isNull();
    }

    @RepeatedTest(50)
    void it_never_says_what_no_longer_holds(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int step = 0; step < 200; step++) {
            change(random);
            for (String audience : AUDIENCES) {
                Map<String, Profile> walked = walk(audience);
                assertThat(view.size(audience)).isEqualTo(walked.size());
                walked.forEach(this::assertCurrent);
            }
        }
    }

    private void change(Random random) {
        String id = IDS.get(random.nextInt(IDS.size()));
        String audience = AUDIENCES.get(random.nextInt(AUDIENCES.size()));
        switch (random.nextInt(7)) {
            case 0, 1 -> {
                List<String> some =
                        AUDIENCES.stream().filter(_ -> random.nextBoolean()).toList();
                people.keep(person(id, random.nextInt(20), some));
            }
            case 2 -> people.erase(id);
            case 3 -> people.keep(new Preferences(id, List.of("mute." + random.nextInt(9)), null), 0);
            case 4 -> people.forgetPreferences(id, 0);
            case 5 -> people.keep(new Membership(id, audience));
            default -> people.dismiss(id, audience);
        }
    }

    private void assertCurrent(String id, Profile walked) {
        Profile kept = view.profile(id);
        if (walked == null || kept.getRecipient() == null) {
            assertThat(walked).as(id).isNull();
            return;
        }
        Recipient recipient = Recipient.newBuilder(kept.getRecipient())
                .setAudiences(List.of())
                .build();
        assertThat(walked).isEqualTo(new Profile(recipient, kept.getPreferences(), List.of(), List.of()));
    }

    private Map<String, Profile> walk(String audience) {
        Map<String, Profile> walked = new TreeMap<>();
        try (PeopleIterator members = view.members(audience, "")) {
            for (String id = members.id(); id != null; id = members.id()) {
                walked.put(id, members.profile());
                members.advance();
            }
        }
        return walked;
    }

    /// @param addresses more than a few are too many for the index
    private static Recipient person(String id, int addresses, List<String> audiences) {
        List<String> email = IntStream.range(0, addresses)
                .mapToObj(n -> id + n + "@example.org")
                .toList();
        return Recipient.newBuilder()
                .setId(id)
                .setAudiences(new ArrayList<>(audiences))
                .setEmail(email)
                .setWebhook(List.of(new WebhookAddress("https://example.org/" + id, List.of())))
                .build();
    }
}
