package dev.fanfare.channels.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/// Resolves an endpoint's host once, for the very connection that is then made, and refuses addresses that are not
/// public.
///
/// A check ahead of the connection would resolve twice, and a name server may answer differently the second time.
final class ResolvePublicHost implements DnsResolver {

    private final DnsResolver names;
    private final boolean anywhere;

    ResolvePublicHost(boolean anywhere) {
        this(SystemDefaultDnsResolver.INSTANCE, anywhere);
    }

    ResolvePublicHost(DnsResolver names, boolean anywhere) {
        this.names = names;
        this.anywhere = anywhere;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (!anywhere) {
            for (InetAddress address : found) {
                if (!AddressRange.isPublic(address.getAddress())) {
                    throw new NotPublic(host);
                }
            }
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    /// The host has an address where no endpoint may be.
    static final class NotPublic extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        NotPublic(String host) {
            super(host + " has a private address; fanfare.webhook.allow-private-addresses is false");
        }
    }
}
