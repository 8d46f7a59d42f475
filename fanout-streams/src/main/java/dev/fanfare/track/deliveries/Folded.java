package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Tally;
import java.util.List;

/// What a change came to.
///
/// @param tallies the signed changes of the event's counts
record Folded(DeliveryStatus status, List<Tally> tallies) {}
