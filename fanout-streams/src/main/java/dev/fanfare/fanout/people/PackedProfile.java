package dev.fanfare.fanout.people;

import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.serde.StoreCodec;
import java.util.List;

/// A profile as the people store keeps it: a byte for the form, two that say which parts there are, and the parts.
///
/// A broadcast reads one for each person whom it meets, so it is read in one go, without a schema, and what is not
/// there takes no room. The id stands in the key; what a broadcast does not need, the audiences, stands last. Lengths
/// and counts are in base 128, the lowest digit first, as in Avro and Protocol Buffers.
final class PackedProfile {

    /// In form 1 the whole profile was Avro, and is still read.
    private static final int FORM = 2;

    private static final int AVRO = 1;

    private static final int RECIPIENT = 1;
    private static final int LOCALE = 1 << 1;
    private static final int TIME_ZONE = 1 << 2;
    private static final int EMAIL = 1 << 3;
    private static final int PHONE = 1 << 4;
    private static final int PUSH = 1 << 5;
    private static final int WEBHOOK = 1 << 6;
    private static final int PREFERENCES = 1 << 7;
    /// What seldom stands there and may grow: suppressed and registered addresses, in Avro.
    private static final int ADDRESSES = 1 << 8;
    private static final int AUDIENCES = 1 << 9;

    private static final StoreCodec<Profile> PROFILES = StoreCodec.of(Profile.class);

    private PackedProfile() {}

    static byte[] write(Profile profile) {
        return write(profile, true);
    }

    /// Without the audiences.
    static byte[] writeWalked(Profile profile) {
        return write(profile, false);
    }

    /// Whoever stands under `id`.
    ///
    /// @throws IllegalStateException where `bytes` are none of [#write]'s
    static Profile read(String id, byte[] bytes) {
        return read(id, bytes, 0, true);
    }

    /// What begins at `from`, without the audiences.
    ///
    /// @throws IllegalStateException where that is none of [#write]'s or [#writeWalked]'s
    static Profile readWalked(String id, byte[] bytes, int from) {
        return read(id, bytes, from, false);
    }

    private static byte[] write(Profile profile, boolean audiences) {
        Recipient person = profile.getRecipient();
        int parts = parts(profile) & (audiences ? ~0 : ~AUDIENCES);
        ProfileWriter out = new ProfileWriter();
        out.bytes.write(FORM);
        out.bytes.write(parts);
        out.bytes.write(parts >>> 8);
        if (person != null) {
            out.textIfAny(person.getLocale());
            out.textIfAny(person.getTimeZone());
            out.listIfAny(person.getEmail(), out::text);
            out.listIfAny(person.getPhone(), out::text);
            out.listIfAny(person.getPush(), out::push);
            out.listIfAny(person.getWebhook(), out::webhook);
        }
        if (profile.getPreferences() != null) {
            out.preferences(profile.getPreferences());
        }
        if (has(parts, ADDRESSES)) {
            out.block(PROFILES.encode(new Profile(null, null, profile.getSuppressed(), profile.getRegistered())));
        }
        if (person != null && has(parts, AUDIENCES)) {
            out.list(person.getAudiences(), out::text);
        }
        return out.bytes.toByteArray();
    }

    private static Profile read(String id, byte[] bytes, int from, boolean audiences) {
        try {
            if (bytes[from] == AVRO) {
                return PROFILES.decode(bytes, from);
            }
            if (bytes[from] != FORM) {
                throw new IllegalStateException("a profile in a form that this build does not know: " + bytes[from]);
            }
            return readParts(id, bytes, from, audiences);
        } catch (IndexOutOfBoundsException | IllegalArgumentException broken) {
            throw new IllegalStateException("not a stored profile", broken);
        }
    }

    private static Profile readParts(String id, byte[] bytes, int from, boolean audiences) {
        int parts = bytes[from + 1] & 0xff | (bytes[from + 2] & 0xff) << 8;
        ProfileReader in = new ProfileReader(bytes, from + 3);
        Recipient person = has(parts, RECIPIENT) ? recipient(id, parts, in) : null;
        Profile profile =
                new Profile(person, has(parts, PREFERENCES) ? in.preferences(id) : null, List.of(), List.of());
        if (has(parts, ADDRESSES)) {
            Profile rest = PROFILES.decode(in.block());
            profile.setSuppressed(rest.getSuppressed());
            profile.setRegistered(rest.getRegistered());
        }
        if (audiences && person != null && has(parts, AUDIENCES)) {
            person.setAudiences(in.list(in::text));
        }
        return profile;
    }

    private static Recipient recipient(String id, int parts, ProfileReader in) {
        return new Recipient(
                id,
                has(parts, LOCALE) ? in.text() : null,
                has(parts, TIME_ZONE) ? in.text() : null,
                List.of(),
                has(parts, EMAIL) ? in.list(in::text) : List.of(),
                has(parts, PHONE) ? in.list(in::text) : List.of(),
                has(parts, PUSH) ? in.list(in::push) : List.of(),
                has(parts, WEBHOOK) ? in.list(in::webhook) : List.of());
    }

    private static int parts(Profile profile) {
        Recipient person = profile.getRecipient();
        boolean addresses =
                !profile.getSuppressed().isEmpty() || !profile.getRegistered().isEmpty();
        return (person == null ? 0 : RECIPIENT | parts(person))
                | (profile.getPreferences() == null ? 0 : PREFERENCES)
                | (addresses ? ADDRESSES : 0);
    }

    private static int parts(Recipient person) {
        return (person.getLocale() == null ? 0 : LOCALE)
                | (person.getTimeZone() == null ? 0 : TIME_ZONE)
                | (person.getEmail().isEmpty() ? 0 : EMAIL)
                | (person.getPhone().isEmpty() ? 0 : PHONE)
                | (person.getPush().isEmpty() ? 0 : PUSH)
                | (person.getWebhook().isEmpty() ? 0 : WEBHOOK)
                | (person.getAudiences().isEmpty() ? 0 : AUDIENCES);
    }

    private static boolean has(int parts, int part) {
        return (parts & part) != 0;
    }
}
