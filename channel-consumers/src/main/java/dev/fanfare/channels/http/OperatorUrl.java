package dev.fanfare.channels.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/// A provider's address as an operator set it: https, since secrets go there; http to this machine alone.
public final class OperatorUrl {

    private OperatorUrl() {}

    /// Without a slash at its end.
    ///
    /// @throws IllegalArgumentException naming the setting
    public static String checked(String setting, String url) {
        try {
            URI parsed = URI.create(url);
            String scheme = String.valueOf(parsed.getScheme());
            boolean fits = parsed.getHost() != null
                    && parsed.getRawUserInfo() == null
                    && parsed.getRawQuery() == null
                    && parsed.getRawFragment() == null
                    && (scheme.equals("https") || scheme.equals("http") && isLoopback(parsed.getHost()));
            if (fits) {
                return url.replaceFirst("/+$", "");
            }
        } catch (IllegalArgumentException unreadable) {
            // Told as all else.
        }
        throw new IllegalArgumentException(
                setting + ": must be an https URL with a host (http on loopback only), is '" + url + "'");
    }

    private static boolean isLoopback(String host) {
        if (!host.equals("localhost") && !host.matches("127\\.\\d+\\.\\d+\\.\\d+") && !host.equals("[::1]")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException none) {
            return false;
        }
    }
}
