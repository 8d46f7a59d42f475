package dev.fanfare.fanout.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.QuietHours;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.WebhookAddress;
import dev.fanfare.schemas.serde.StoreCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was packed comes out as it was.
class PackedProfileTest {

    private static final String ID = "ada";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void any_profile_is_read_as_it_was_written(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Profile profile = profile(random);
            assertThat(PackedProfile.read(ID, PackedProfile.write(profile)))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(profile);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void a_walk_reads_all_but_the_audiences_from_either(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Profile profile = profile(random);
            byte[] whole = PackedProfile.write(profile);
            byte[] walked = PackedProfile.writeWalked(profile);
            if (profile.getRecipient() != null) {
                profile.getRecipient().setAudiences(List.of());
            }
            assertThat(PackedProfile.readWalked(ID, whole, 0)).isEqualTo(profile);
            assertThat(PackedProfile.readWalked(ID, behindAByte(walked), 1)).isEqualTo(profile);
        }
    }

    @Test
    void somebody_with_one_address_takes_few_bytes() {
        Recipient ada =
                new Recipient(ID, "de", null, List.of(), List.of("ada@example.org"), List.of(), List.of(), List.of());
        assertThat(PackedProfile.write(new Profile(ada, null, List.of(), List.of())))
                .hasSize(3 + 1 + 2 + 1 + 1 + 15);
    }

    @Test
    void what_an_older_build_stored_as_avro_is_read() {
        Profile profile = profile(new Random(8));
        byte[] stored = StoreCodec.of(Profile.class).encode(profile);
        assertThat(PackedProfile.read(ID, stored)).isEqualTo(profile);
        assertThat(PackedProfile.readWalked(ID, behindAByte(stored), 1)).isEqualTo(profile);
    }

    @Test
    void another_form_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PackedProfile.read(ID, new byte[] {3, 0, 0}))
                .withMessageContaining("form");
    }

    private static byte[] behindAByte(byte[] packed) {
        byte[] entry = new byte[1 + packed.length];
        System.arraycopy(packed, 0, entry, 1, packed.length);
        return entry;
    }

    private static Profile profile(Random random) {
        Recipient person = random.nextInt(8) == 0
                ? null
                : new Recipient(
                        ID,
                        optional(random),
                        optional(random),
                        list(random, () -> text(random)),
                        list(random, () -> text(random)),
                        list(random, () -> text(random)),
                        list(
                                random,
                                () -> new PushAddress(text(random), text(random), optional(random), optional(random))),
                        list(random, () -> new WebhookAddress(text(random), list(random, () -> text(random)))));
        QuietHours quiet = random.nextBoolean() ? null : new QuietHours(text(random), text(random));
        Preferences preferences =
                random.nextBoolean() ? null : new Preferences(ID, list(random, () -> text(random)), quiet);
        return new Profile(
                person, preferences, list(random, () -> suppression(random)), list(random, () -> registration(random)));
    }

    private static Suppression suppression(Random random) {
        return new Suppression(
                ID,
                Channel.EMAIL,
                text(random),
                optional(random),
                SuppressionReason.BOUNCED,
                optional(random),
                Instant.ofEpochMilli(random.nextInt()));
    }

    private static PushRegistration registration(Random random) {
        return new PushRegistration(
                ID,
                new PushAddress(text(random), text(random), optional(random), null),
                random.nextBoolean(),
                Instant.ofEpochMilli(random.nextInt()));
    }

    /// Mostly none or one, sometimes many.
    private static <T> List<T> list(Random random, Supplier<T> each) {
        int count = random.nextInt(10) == 0 ? random.nextInt(300) : random.nextInt(3);
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(each.get());
        }
        return all;
    }

    private static @Nullable String optional(Random random) {
        return random.nextBoolean() ? null : text(random);
    }

    /// Of one to four bytes a character, now and then longer than one digit of its length can say.
    private static String text(Random random) {
        int length = random.nextInt(20) == 0 ? random.nextInt(400) : random.nextInt(12);
        return random.ints(length, 0, 4)
                .mapToObj(kind -> List.of("a", "ü", "漢", "🎉").get(kind))
                .reduce("", String::concat);
    }
}
