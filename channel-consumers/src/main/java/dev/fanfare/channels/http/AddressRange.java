package dev.fanfare.channels.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Addresses with the same leading bits, as in `10.0.0.0/8`.
record AddressRange(byte[] prefix, int bits) {

    /// Where no endpoint of another party can be: IANA's special-purpose registries, beside what [InetAddress] knows
    /// itself.
    static final List<AddressRange> NOT_PUBLIC = List.of(
            of("0.0.0.0/8"),
            of("10.0.0.0/8"),
            of("100.64.0.0/10"),
            of("127.0.0.0/8"),
            of("169.254.0.0/16"),
            of("172.16.0.0/12"),
            of("192.0.0.0/24"),
            of("192.0.2.0/24"),
            of("192.88.99.0/24"),
            of("192.168.0.0/16"),
            of("198.18.0.0/15"),
            of("198.51.100.0/24"),
            of("203.0.113.0/24"),
            of("224.0.0.0/4"),
            of("240.0.0.0/4"),
            of("fc00::/7"),
            of("fe80::/10"),
            of("fec0::/10"),
            of("ff00::/8"),
            of("100::/64"),
            of("2001::/32"),
            of("2001:db8::/32"),
            of("3fff::/20"),
            of("5f00::/16"),
            of("64:ff9b:1::/48"));

    /// IPv6 ranges that hold an IPv4 address, and at which byte: IPv4-compatible, -translated, NAT64, 6to4.
    static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding(of("::/96"), 12),
            new Embedding(of("::ffff:0:0:0/96"), 12),
            new Embedding(of("64:ff9b::/96"), 12),
            new Embedding(of("2002::/16"), 2));

    record Embedding(AddressRange range, int at) {}

    static AddressRange of(String text) {
        String[] parts = text.split("/");
        try {
            return new AddressRange(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        } catch (UnknownHostException wrong) {
            throw new IllegalArgumentException(text, wrong);
        }
    }

    boolean holds(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return Arrays.equals(prefix, 0, whole, address, 0, whole)
                && (rest == 0 || (prefix[whole] ^ address[whole]) >> (Byte.SIZE - rest) == 0);
    }

    /// Behind any prefix, an interface id of ISATAP (RFC 5214) holds an IPv4 address, too.
    private static boolean isIsatap(byte[] address) {
        return address.length == 16
                && (address[8] & ~0x02) == 0
                && address[9] == 0
                && address[10] == 0x5e
                && address[11] == (byte) 0xfe;
    }

    /// Whether anybody's endpoint may be there.
    static boolean isPublic(byte[] address) {
        return NOT_PUBLIC.stream().noneMatch(range -> range.holds(address))
                && (!isIsatap(address) || isPublic(embedded(address, 12)))
                && EMBEDDINGS.stream()
                        .filter(embedding -> embedding.range().holds(address))
                        .allMatch(embedding -> isPublic(embedded(address, embedding.at())));
    }

    private static byte[] embedded(byte[] address, int at) {
        return Arrays.copyOfRange(address, at, at + 4);
    }
}
