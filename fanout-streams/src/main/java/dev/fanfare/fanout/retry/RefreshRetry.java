package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.decide.CurrentAddress;
import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.decide.Suppressions;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import dev.fanfare.schemas.serde.Codec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Gives a delivery the address that its person has now, and the secrets that sign for it; its id stays, so it is the
/// same delivery to everybody.
final class RefreshRetry {

    private final Retries retries;
    private final SendRetry send;

    RefreshRetry(Retries retries, SendRetry send) {
        this.retries = retries;
        this.send = send;
    }

    /// Whatever a replay sends looks whether another one of its event and person has taken its address.
    ///
    /// @return why it is not sent; nothing where it may go
    Optional<Reason> look(String id, WaitingRetry retry, Profile profile, Instant now) {
        if (retry.getRefresh() && retry.getKind() != WaitsFor.RETRY) {
            return held(id, retry, profile, now);
        }
        if (retry.getRefresh()) {
            return refresh(id, retry, profile, now);
        }
        boolean taken = retry.getReplay() > 0
                && send.addressOf(retry)
                        .map(address -> idAt(retry, address))
                        .filter(there -> there.equals(id) ? retries.isTaken(there, id) : !retries.claim(there, id, now))
                        .isPresent();
        return taken ? Optional.of(Reason.SAME) : Optional.empty();
    }

    /// Of one person and event, only one goes to an address: two that were dead may have become one.
    private Optional<Reason> refresh(String id, WaitingRetry retry, Profile profile, Instant now) {
        Recipient person = Decide.person(retry.getRecipient(), profile);
        Codec<Delivery> codec = send.deliveries(retry);
        if (person == null
                || !(codec.decode(SendRetry.bytes(retry)) instanceof Decoded.Readable<Delivery>(var delivery))) {
            return Optional.of(Reason.NO_ADDRESS);
        }
        List<Tell> addresses = CurrentAddress.of(retry.getChannel(), delivery.getAddress(), person, profile);
        Optional<Tell> free = addresses.stream()
                .filter(tell -> retries.claim(idAt(retry, tell.address()), id, now))
                .findFirst();
        free.ifPresent(tell -> {
            delivery.setAddress(tell.address());
            delivery.setSecrets(tell.secrets());
            retry.setDelivery(ByteBuffer.wrap(codec.encode(delivery)));
        });
        return free.isPresent() ? Optional.empty() : Optional.of(addresses.isEmpty() ? Reason.NO_ADDRESS : Reason.SAME);
    }

    /// What never left goes to its own address while its person has it, and then takes none from another.
    private Optional<Reason> held(String id, WaitingRetry retry, Profile profile, Instant now) {
        Recipient person = Decide.person(retry.getRecipient(), profile);
        Codec<Delivery> codec = send.deliveries(retry);
        if (person == null
                || !(codec.decode(SendRetry.bytes(retry)) instanceof Decoded.Readable<Delivery>(var delivery))) {
            return Optional.of(Reason.NO_ADDRESS);
        }
        if (Suppressions.isSuppressed(profile, retry.getChannel(), delivery.getAddress())) {
            return Optional.of(Reason.SUPPRESSED);
        }
        Optional<Tell> still = CurrentAddress.still(retry.getChannel(), delivery.getAddress(), person, profile);
        if (still.isEmpty()) {
            return refresh(id, retry, profile, now);
        }
        if (!still.get().secrets().equals(delivery.getSecrets())) {
            delivery.setSecrets(still.get().secrets());
            retry.setDelivery(ByteBuffer.wrap(codec.encode(delivery)));
        }
        return retries.isTaken(idAt(retry, delivery.getAddress()), id) ? Optional.of(Reason.SAME) : Optional.empty();
    }

    private static String idAt(WaitingRetry retry, String address) {
        return DeliveryId.of(retry.getEvent(), retry.getRecipient(), retry.getChannel(), address);
    }
}
