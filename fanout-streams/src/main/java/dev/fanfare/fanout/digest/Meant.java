package dev.fanfare.fanout.digest;

import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestTarget;

/// An entry, and one of the places at which it was to be told, of which its delivery's id is made.
///
/// @param number of the entry in its digest, from 0
public record Meant(int number, DigestEntry entry, DigestTarget target) {}
