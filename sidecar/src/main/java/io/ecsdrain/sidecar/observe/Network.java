package io.ecsdrain.sidecar.observe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A block of addresses, such as {@code 10.0.0.0/16} or {@code fd00::/8}. One of IPv4 is kept as the IPv6 addresses that
 * stand for it.
 *
 * @param high the upper half of its first address
 * @param low the lower half
 * @param bits how many bits of an address decide, 0 to 128
 */
public record Network(long high, long low, int bits) {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    /** {@code ::ffff:0:0/96}: the IPv4 addresses among those of IPv6 (RFC 4291, section 2.5.5.2). */
    static final long IPV4_MAPPED = 0xFFFFL << 32;

    /** The block that {@code text} names; an address alone is a block of one. Empty if it names none. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        // A name would be looked up.
        if (!address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            return Optional.empty();
        }
        try {
            boolean isIpv4 = address.indexOf(':') < 0;
            if (isIpv4 && !address.matches(BYTE + "(\\." + BYTE + "){3}")) {
                return Optional.empty();
            }
            byte[] bytes = InetAddress.getByName(address).getAddress();
            int most = isIpv4 ? IPV4_BITS : IPV6_BITS;
            int bits = slash < 0 ? most : bits(text.substring(slash + 1), most);
            if (bits < 0) {
                return Optional.empty();
            }
            if (bytes.length == Integer.BYTES) {
                long low = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt());
                return Optional.of(new Network(0, IPV4_MAPPED | low, IPV6_BITS - most + bits));
            }
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            return Optional.of(new Network(halves.getLong(), halves.getLong(), bits));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    private static int bits(String text, int most) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > most) {
            return -1;
        }
        return Integer.parseInt(text);
    }

    /** Whether the address of these two halves lies in it. */
    boolean contains(long otherHigh, long otherLow) {
        return same(high, otherHigh, Math.min(bits, Long.SIZE)) && same(low, otherLow, Math.max(0, bits - Long.SIZE));
    }

    private static boolean same(long one, long other, int bits) {
        return bits == 0 || (one ^ other) >>> (Long.SIZE - bits) == 0;
    }
}
