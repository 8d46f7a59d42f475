package dev.fanfare.schemas.running;

import java.security.Security;

/// Has this JVM look names up again after a second, where nobody said for how long it is to remember: of an app in
/// several containers one that is gone is then not asked for half a minute more.
public final class ForgetAddresses {

    private static final String TTL = "networkaddress.cache.ttl";

    private ForgetAddresses() {}

    /// Only before the first name is looked up.
    public static void soon() {
        if (Security.getProperty(TTL) == null) {
            Security.setProperty(TTL, "1");
        }
    }
}
