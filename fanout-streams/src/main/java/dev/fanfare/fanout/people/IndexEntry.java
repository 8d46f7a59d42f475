package dev.fanfare.fanout.people;

import dev.fanfare.schemas.Profile;
import org.jspecify.annotations.Nullable;

/// A member's entry in an audience's index: a byte for what makes the person a member, then the profile where it is
/// small.
///
/// Most people need no more than that to be told, so the walk reads one entry for each; a large profile is looked up.
final class IndexEntry {

    static final byte BY_PROFILE = 1;
    static final byte BY_CALL = 2;

    /// Bytes of a profile that stands in the index; the whole of it is read with every walk and kept once for each
    /// audience.
    static final int PROFILE_MOST = 200;

    private IndexEntry() {}

    /// An entry, or null where nothing makes the person a member.
    ///
    /// @param packed what [#pack] gave
    static byte @Nullable [] of(int sources, byte[] packed) {
        if (sources == 0) {
            return null;
        }
        byte[] entry = new byte[1 + packed.length];
        entry[0] = (byte) sources;
        System.arraycopy(packed, 0, entry, 1, packed.length);
        return entry;
    }

    /// A person's part of all entries: without the audiences, and empty where it would be too large, or nobody, or
    /// where not every address is told.
    static byte[] pack(Profile profile) {
        if (profile.getRecipient() == null
                || !profile.getSuppressed().isEmpty()
                || !profile.getRegistered().isEmpty()) {
            return new byte[0];
        }
        byte[] packed = PackedProfile.writeWalked(profile);
        return packed.length > PROFILE_MOST ? new byte[0] : packed;
    }

    /// What makes the person a member: [#BY_PROFILE], [#BY_CALL] or both; 0 for no entry.
    static int sources(byte @Nullable [] entry) {
        return entry == null ? 0 : entry[0];
    }

    /// The profile of `id` without its audiences, or null where it is to be looked up.
    static @Nullable Profile profile(String id, byte[] entry) {
        return entry.length == 1 ? null : PackedProfile.readWalked(id, entry, 1);
    }
}
