package dev.fanfare.channels.push;

import dev.fanfare.schemas.Delivery;

/// A delivery's address on this channel: the push service, a colon, and the token that it gave out.
final class PushToken {

    private PushToken() {}

    static boolean isOf(String provider, Delivery delivery) {
        return delivery.getAddress().startsWith(provider + ":");
    }

    /// What stands behind the colon.
    static String of(Delivery delivery) {
        String address = delivery.getAddress();
        return address.substring(address.indexOf(':') + 1);
    }
}
