package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.decide.CurrentAddress;
import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.serde.Codec;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Gives a delivery the address that its person has now, and the secrets that sign for it; its id stays, so it is the
/// same delivery to everybody.
final class RefreshRetry {

    private final HoldRetry step;

    RefreshRetry(HoldRetry step) {
        this.step = step;
    }

    /// @return whether the person can be reached
    boolean refresh(WaitingRetry retry, Profile profile) {
        Recipient person = Decide.person(retry.getRecipient(), profile);
        Codec<Delivery> codec = step.codecs().of(step.topics().retry(retry.getChannel()), Delivery.class);
        if (person == null
                || !(codec.decode(SendRetry.bytes(retry)) instanceof Decoded.Readable<Delivery>(var delivery))) {
            return false;
        }
        Optional<Tell> now = CurrentAddress.of(retry.getChannel(), delivery.getAddress(), person, profile);
        now.ifPresent(tell -> {
            delivery.setAddress(tell.address());
            delivery.setSecrets(tell.secrets());
            retry.setDelivery(ByteBuffer.wrap(codec.encode(delivery)));
        });
        return now.isPresent();
    }
}
