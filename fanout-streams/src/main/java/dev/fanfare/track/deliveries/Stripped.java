package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;

/// What stays of the delivery of a person who was erased: that it was, and how it ended, so that counts stay exact
/// whatever comes twice. Nobody's name, no words of ours, and none of a provider, which often hold an address.
final class Stripped {

    private Stripped() {}

    /// Takes it all out of `status` itself.
    static DeliveryStatus of(DeliveryStatus status) {
        status.setRecipient("");
        status.setError(null);
        status.setReceipt(null);
        status.setSaidIn(null);
        status.getPast().forEach(past -> {
            past.setError(null);
            past.setReceipt(null);
        });
        return status;
    }

    static boolean is(DeliveryStatus status) {
        return status.getRecipient().isEmpty();
    }
}
