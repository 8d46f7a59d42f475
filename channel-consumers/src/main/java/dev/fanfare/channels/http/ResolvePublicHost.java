package dev.fanfare.channels.http;

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
    private final Where where;

    ResolvePublicHost(Where where) {
        this(SystemDefaultDnsResolver.INSTANCE, where);
    }

    ResolvePublicHost(DnsResolver names, Where where) {
        this.names = names;
        this.where = where;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (!where.anywhere()) {
            for (InetAddress address : found) {
                if (!AddressRange.isPublic(address.getAddress())) {
                    throw new NotPublic(host, where.setting());
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

        NotPublic(String host, String setting) {
            super(host + " has a private address; " + setting + " is false");
        }
    }
}
