package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Topic;

/// What was made of one decision.
sealed interface Made {

    /// Of what is not told, or only in a digest.
    Made NOTHING = new Nothing();

    /// A delivery as it stands on its lane.
    record Ready(Tell tell, byte[] id, Topic topic, byte[] bytes, Rendered words) implements Made {}

    /// It cannot be made: it ends dead.
    record Failed(Tell tell, Reason reason, String why) implements Made {}

    /// Nothing was to be made.
    record Nothing() implements Made {}
}
